"""Opening times as a reader wants them, held in three languages, in full and in short.

Each case has six phrases: French, English, German in full, then the same in short; | parts what is said apart, · is a no-break
space, ⍽ a thin one. The life of the edition is from 15 January to 31 December 2027.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from marbre.compose.opening_phrases import opening_phrases
from marbre.compose.words import Words, read_words
from marbre.offers.holidays import easter, feast, public_holidays
from marbre.offers.model import DayHours, Offer, Opening, OpeningPeriod, Term, Texts
from marbre.offers.store import read_offers
from marbre.project import Project

ROOT = Path(__file__).parents[1]
#: A German day and its month stay together; the expected phrases are written with a plain space there.
DAY_BOUND = re.compile(r"(\d\.)[\u00a0·](?=[A-Z])")
LANGUAGES = ("fr", "en", "de")
LIFE = (date(2027, 1, 15), date(2027, 12, 31))
WORDS = {language: read_words(ROOT / "layouts" / "_words" / f"{language}.yaml") for language in LANGUAGES}
day = date


def P(
    start: date | None = None, end: date | None = None, kind: str = "every_day", days: str = "",
    hours: tuple[DayHours, ...] | list[DayHours] = (), yearly: bool = False, ranks: tuple[tuple[str, int], ...] | list[tuple[str, int]] = (),
    extra: tuple[date, ...] | list[date] = (), note: tuple[tuple[str, str], ...] | list[tuple[str, str]] = (),
) -> OpeningPeriod:  # fmt: skip
    return OpeningPeriod(start, end, yearly, kind, tuple(days.split()), tuple(ranks), tuple(extra), tuple(hours), Texts(tuple(note)))


def H(frames: str, days: str = "", closed: bool = False, label: tuple[tuple[str, str], ...] | list[tuple[str, str]] = ()) -> DayHours:
    parted = (frame.partition("-") for frame in frames.split())
    return DayHours(tuple(days.split()), tuple((opens, closes) for opens, _, closes in parted), closed, Texts(tuple(label)))


def O(*periods: OpeningPeriod, **more: object) -> Opening:  # noqa: E743
    return Opening(periods=periods, **more)  # type: ignore[arg-type]


Y = (day(2027, 1, 1), day(2027, 12, 31))
DAY = H("10:00-12:00 14:00-18:00")

# fmt: off
CASES: list[tuple[str, Opening, tuple[str, ...]]] = [
    ("season", O(P(day(2027,4,1),day(2027,9,30),hours=[DAY])), (
        "d’avril à septembre, tous les jours, 10·h–12·h et 14·h–18·h",
        "April to September, daily, 10am–noon and 2–6pm",
        "von April bis September, täglich, 10–12 und 14–18·Uhr",
        "avr.–sept., tlj, 10·h–12·h, 14·h–18·h",
        "Apr–Sept, daily, 10am–noon, 2–6pm",
        "April–Sept., tgl., 10–12, 14–18·Uhr",
    )),
    ("season_not_months", O(P(day(2027,4,10),day(2027,10,14))), (
        "du 10·avril au 14·octobre, tous les jours",
        "10 April to 14 October, daily",
        "vom 10. April bis 14. Oktober, täglich",
        "10·avr.–14·oct.",
        "10·Apr–14·Oct",
        "10.·April–14.·Okt.",
    )),
    ("one_month", O(P(day(2027,8,1),day(2027,8,31))), (
        "en août, tous les jours",
        "August, daily",
        "im August, täglich",
        "août",
        "Aug",
        "Aug.",
    )),
    ("two_months", O(P(day(2027,7,1),day(2027,8,31))), (
        "en juillet et août, tous les jours",
        "July and August, daily",
        "im Juli und August, täglich",
        "juill. et août",
        "July and Aug",
        "Juli und Aug.",
    )),
    ("months_apart", O(P(day(2027,4,1),day(2027,5,31)),P(day(2027,9,1),day(2027,10,31))), (
        "en avril, mai, septembre et octobre, tous les jours",
        "April, May, September and October, daily",
        "im April, Mai, September und Oktober, täglich",
        "avr., mai, sept. et oct.",
        "Apr, May, Sept and Oct",
        "April, Mai, Sept. und Okt.",
    )),
    ("seasons_alike", O(P(day(2027,2,1),day(2027,6,30),"week","SAT SUN"),P(day(2027,9,1),day(2027,11,30),"week","SAT SUN")), (
        "de février à juin et de septembre à novembre, le samedi et le dimanche",
        "February to June and September to November, Saturdays and Sundays",
        "von Februar bis Juni und von September bis November, samstags und sonntags",
        "févr.–juin et sept.–nov., sam. et dim.",
        "Feb–June and Sept–Nov, Sat and Sun",
        "Febr.–Juni und Sept.–Nov., Sa und So",
    )),
    ("february", O(P(day(2027,2,1),day(2027,2,28))), (
        "en février, tous les jours",
        "February, daily",
        "im Februar, täglich",
        "févr.",
        "Feb",
        "Febr.",
    )),
    ("same_month", O(P(day(2027,7,5),day(2027,7,20))), (
        "du 5 au 20·juillet, tous les jours",
        "5 to 20 July, daily",
        "vom 5. bis 20. Juli, täglich",
        "5–20·juill.",
        "5–20·July",
        "5.–20.·Juli",
    )),
    ("neighbours", O(P(day(2027,4,1),day(2027,6,30)),P(day(2027,7,1),day(2027,9,30))), (
        "d’avril à septembre, tous les jours",
        "April to September, daily",
        "von April bis September, täglich",
        "avr.–sept.",
        "Apr–Sept",
        "April–Sept.",
    )),
    ("year_end", O(P(day(2027,12,4),day(2028,1,6))), (
        "du 4·décembre 2027 au 6·janvier 2028, tous les jours",
        "4 December 2027 to 6 January 2028, daily",
        "vom 4. Dezember 2027 bis 6. Januar 2028, täglich",
        "4·déc. 2027–6·janv. 2028",
        "4·Dec 2027–6·Jan 2028",
        "4.·Dez. 2027–6.·Jan. 2028",
    )),
    ("winter_every_year", O(P(day(2020,10,1),day(2021,3,31),yearly=True)), (
        "d’octobre à mars, tous les jours",
        "October to March, daily",
        "von Oktober bis März, täglich",
        "oct.–mars",
        "Oct–Mar",
        "Okt.–März",
    )),
    ("winter_began", O(P(day(2026,12,18),day(2027,3,14))), (
        "jusqu’au 14·mars, tous les jours",
        "until 14 March, daily",
        "bis 14. März, täglich",
        "jusqu’au 14·mars",
        "until 14·Mar",
        "bis 14.·März",
    )),
    ("several_years", O(P(day(2025,1,1),day(2029,12,31))), (
        "toute l’année, tous les jours",
        "all year round, daily",
        "ganzjährig, täglich",
        "toute l’année",
        "all year",
        "ganzjährig",
    )),
    ("several_years_begins", O(P(day(2027,5,1),day(2029,12,31))), (
        "à partir du 1er·mai, tous les jours",
        "from 1 May, daily",
        "ab 1. Mai, täglich",
        "dès le 1er·mai",
        "from 1·May",
        "ab 1.·Mai",
    )),
    ("no_end", O(P(day(2027,5,1),None)), (
        "à partir du 1er·mai, tous les jours",
        "from 1 May, daily",
        "ab 1. Mai, täglich",
        "dès le 1er·mai",
        "from 1·May",
        "ab 1.·Mai",
    )),
    ("no_start", O(P(None,day(2027,5,8))), (
        "jusqu’au 8·mai, tous les jours",
        "until 8 May, daily",
        "bis 8. Mai, täglich",
        "jusqu’au 8·mai",
        "until 8·May",
        "bis 8.·Mai",
    )),
    ("all_year_but_january", O(P(day(2000,2,1),day(2000,12,31),yearly=True),P(day(2000,1,1),day(2000,1,14),yearly=True)), (
        "toute l’année sauf du 15 au 31·janvier, tous les jours",
        "all year except 15 to 31 January, daily",
        "ganzjährig außer vom 15. bis 31. Januar, täglich",
        "toute l’année sauf 15–31·janv.",
        "all year except 15–31·Jan",
        "ganzjährig außer 15.–31.·Jan.",
    )),
    ("all_year_but_one_month", O(P(day(2000,3,1),day(2001,1,31),yearly=True)), (
        "toute l’année sauf en février, tous les jours",
        "all year except February, daily",
        "ganzjährig außer im Februar, täglich",
        "toute l’année sauf févr.",
        "all year except Feb",
        "ganzjährig außer Febr.",
    )),
    ("all_year_but_summer", O(P(day(2027,1,1),day(2027,7,14)),P(day(2027,8,16),day(2027,12,31))), (
        "toute l’année sauf du 15·juillet au 15·août, tous les jours",
        "all year except 15 July to 15 August, daily",
        "ganzjährig außer vom 15. Juli bis 15. August, täglich",
        "toute l’année sauf 15·juill.–15·août",
        "all year except 15·July–15·Aug",
        "ganzjährig außer 15.·Juli–15.·Aug.",
    )),
    ("all_year_flag", O(all_year=True), (
        "toute l’année",
        "all year round",
        "ganzjährig",
        "toute l’année",
        "all year",
        "ganzjährig",
    )),
    ("all_year_flag_days", O(P(day(2027,1,1),day(2027,12,31),"week","MON TUE WED THU FRI"),all_year=True), (
        "toute l’année, du lundi au vendredi",
        "all year round, Monday to Friday",
        "ganzjährig, Montag bis Freitag",
        "toute l’année, lun.–ven.",
        "all year, Mon–Fri",
        "ganzjährig, Mo–Fr",
    )),
    ("but_tuesday", O(P(*Y,"except","TUE")), (
        "toute l’année, tous les jours sauf le mardi",
        "all year round, daily except Tuesdays",
        "ganzjährig, täglich außer dienstags",
        "toute l’année, tlj sf mar.",
        "all year, daily exc. Tue",
        "ganzjährig, tgl. außer Di",
    )),
    ("but_two_days", O(P(*Y,"except","TUE THU")), (
        "toute l’année, tous les jours sauf le mardi et le jeudi",
        "all year round, daily except Tuesdays and Thursdays",
        "ganzjährig, täglich außer dienstags und donnerstags",
        "toute l’année, tlj sf mar. et jeu.",
        "all year, daily exc. Tue and Thu",
        "ganzjährig, tgl. außer Di und Do",
    )),
    ("but_a_weekend", O(P(*Y,"except","MON TUE")), (
        "toute l’année, du mercredi au dimanche",
        "all year round, Wednesday to Sunday",
        "ganzjährig, Mittwoch bis Sonntag",
        "toute l’année, mer.–dim.",
        "all year, Wed–Sun",
        "ganzjährig, Mi–So",
    )),
    ("run", O(P(*Y,"week","TUE WED THU FRI SAT SUN")), (
        "toute l’année, du mardi au dimanche",
        "all year round, Tuesday to Sunday",
        "ganzjährig, Dienstag bis Sonntag",
        "toute l’année, mar.–dim.",
        "all year, Tue–Sun",
        "ganzjährig, Di–So",
    )),
    ("run_over_sunday", O(P(*Y,"week","MON THU FRI SAT SUN")), (
        "toute l’année, du jeudi au lundi",
        "all year round, Thursday to Monday",
        "ganzjährig, Donnerstag bis Montag",
        "toute l’année, jeu.–lun.",
        "all year, Thu–Mon",
        "ganzjährig, Do–Mo",
    )),
    ("two_days", O(P(*Y,"week","WED SAT")), (
        "toute l’année, le mercredi et le samedi",
        "all year round, Wednesdays and Saturdays",
        "ganzjährig, mittwochs und samstags",
        "toute l’année, mer. et sam.",
        "all year, Wed and Sat",
        "ganzjährig, Mi und Sa",
    )),
    ("every_tuesday", O(P(day(2027,7,6),day(2027,8,31),"week","TUE",hours=[H("14:00-16:30")])), (
        "du 6·juillet au 31·août, le mardi, 14·h–16·h·30",
        "6 July to 31 August, Tuesdays, 2–4.30pm",
        "vom 6. Juli bis 31. August, dienstags, 14–16.30·Uhr",
        "6·juill.–31·août, mar., 14·h–16·h·30",
        "6·July–31·Aug, Tue, 2–4.30pm",
        "6.·Juli–31.·Aug., Di, 14–16.30·Uhr",
    )),
    ("first_sunday", O(P(*Y,"month",ranks=[("SUN",1)],hours=[H("09:00-13:00")])), (
        "toute l’année, le premier dimanche du mois, 9·h–13·h",
        "all year round, first Sunday of the month, 9am–1pm",
        "ganzjährig, jeden ersten Sonntag im Monat, 9–13·Uhr",
        "toute l’année, 1er·dim. du mois, 9·h–13·h",
        "all year, 1st Sun of the month, 9am–1pm",
        "ganzjährig, 1. So im Monat, 9–13·Uhr",
    )),
    ("first_and_third", O(P(*Y,"month",ranks=[("SAT",1),("SAT",3)])), (
        "toute l’année, les premier et troisième samedis du mois",
        "all year round, first and third Saturdays of the month",
        "ganzjährig, jeden ersten und dritten Samstag im Monat",
        "toute l’année, 1er·et 3e sam. du mois",
        "all year, 1st and 3rd Sat of the month",
        "ganzjährig, 1. und 3. Sa im Monat",
    )),
    ("last_friday_and_second_sunday", O(P(*Y,"month",ranks=[("FRI",-1),("SUN",2)])), (
        "toute l’année, le dernier vendredi et le deuxième dimanche du mois",
        "all year round, last Friday and second Sunday of the month",
        "ganzjährig, jeden letzten Freitag und jeden zweiten Sonntag im Monat",
        "toute l’année, dernier ven. et 2e dim. du mois",
        "all year, last Fri and 2nd Sun of the month",
        "ganzjährig, letzter Fr und 2. So im Monat",
    )),
    ("hours_by_day", O(P(*Y,hours=[H("09:00-12:00 14:00-18:00","TUE WED THU FRI"),H("09:00-12:00","SAT")])), (
        "toute l’année, du mardi au vendredi 9·h–12·h et 14·h–18·h, le samedi 9·h–12·h",
        "all year round, Tuesday to Friday 9am–noon and 2–6pm, Saturdays 9am–noon",
        "ganzjährig, Dienstag bis Freitag 9–12 und 14–18·Uhr, samstags 9–12·Uhr",
        "toute l’année, mar.–ven. 9·h–12·h, 14·h–18·h, sam. 9·h–12·h",
        "all year, Tue–Fri 9am–noon, 2–6pm, Sat 9am–noon",
        "ganzjährig, Di–Fr 9–12, 14–18·Uhr, Sa 9–12·Uhr",
    )),
    ("each_day_alike", O(P(*Y,hours=[H("09:00-12:00","MON"),H("09:00-12:00","TUE"),H("09:00-12:00","WED")])), (
        "toute l’année, du lundi au mercredi, 9·h–12·h",
        "all year round, Monday to Wednesday, 9am–noon",
        "ganzjährig, Montag bis Mittwoch, 9–12·Uhr",
        "toute l’année, lun.–mer., 9·h–12·h",
        "all year, Mon–Wed, 9am–noon",
        "ganzjährig, Mo–Mi, 9–12·Uhr",
    )),
    ("split_periods", O(P(*Y,"except","MON",hours=[H("12:00-14:00")]),P(*Y,"except","MON",hours=[H("19:00-21:30")])), (
        "toute l’année, tous les jours sauf le lundi, 12·h–14·h et 19·h–21·h·30",
        "all year round, daily except Mondays, noon–2pm and 7–9.30pm",
        "ganzjährig, täglich außer montags, 12–14 und 19–21.30·Uhr",
        "toute l’année, tlj sf lun., 12·h–14·h, 19·h–21·h·30",
        "all year, daily exc. Mon, noon–2pm, 7–9.30pm",
        "ganzjährig, tgl. außer Mo, 12–14, 19–21.30·Uhr",
    )),
    ("holidays_open", O(P(*Y,hours=[H("14:00-18:00","SAT SUN HOL")])), (
        "toute l’année, le samedi, le dimanche et les jours fériés, 14·h–18·h",
        "all year round, Saturdays, Sundays and public holidays, 2–6pm",
        "ganzjährig, samstags, sonntags und an Feiertagen, 14–18·Uhr",
        "toute l’année, sam., dim. et jours fériés, 14·h–18·h",
        "all year, Sat, Sun and public hols, 2–6pm",
        "ganzjährig, Sa, So und Feiertage, 14–18·Uhr",
    )),
    ("holidays_closed", O(P(*Y,hours=[H("09:00-17:00","MON TUE WED THU FRI"),H("","HOL",True)])), (
        "toute l’année, du lundi au vendredi, 9·h–17·h | fermé les jours fériés",
        "all year round, Monday to Friday, 9am–5pm | closed public holidays",
        "ganzjährig, Montag bis Freitag, 9–17·Uhr | geschlossen an Feiertagen",
        "toute l’année, lun.–ven., 9·h–17·h | fermé jours fériés",
        "all year, Mon–Fri, 9am–5pm | closed public hols",
        "ganzjährig, Mo–Fr, 9–17·Uhr | geschl. Feiertage",
    )),
    ("closed_line", O(P(*Y,hours=[H("10:00-18:00"),H("","MON",True)])), (
        "toute l’année, tous les jours sauf le lundi, 10·h–18·h",
        "all year round, daily except Mondays, 10am–6pm",
        "ganzjährig, täglich außer montags, 10–18·Uhr",
        "toute l’année, tlj sf lun., 10·h–18·h",
        "all year, daily exc. Mon, 10am–6pm",
        "ganzjährig, tgl. außer Mo, 10–18·Uhr",
    )),
    ("until_midnight", O(P(day(2027,8,14),day(2027,8,14),hours=[H("18:00-23:59")])), (
        "samedi 14·août, 18·h–minuit",
        "Saturday 14 August, 6pm–midnight",
        "Samstag, 14. August, 18–24·Uhr",
        "sam. 14·août, 18·h–minuit",
        "Sat 14·Aug, 6pm–midnight",
        "Sa, 14.·Aug., 18–24·Uhr",
    )),
    ("from_hour", O(P(day(2027,8,14),day(2027,8,14),hours=[H("20:30-")])), (
        "samedi 14·août, dès 20·h·30",
        "Saturday 14 August, from 8.30pm",
        "Samstag, 14. August, ab 20.30·Uhr",
        "sam. 14·août, dès 20·h·30",
        "Sat 14·Aug, from 8.30pm",
        "Sa, 14.·Aug., ab 20.30·Uhr",
    )),
    ("until_hour", O(P(day(2027,8,14),day(2027,8,14),hours=[H("-18:00")])), (
        "samedi 14·août, jusqu’à 18·h",
        "Saturday 14 August, until 6pm",
        "Samstag, 14. August, bis 18·Uhr",
        "sam. 14·août, jusqu’à 18·h",
        "Sat 14·Aug, until 6pm",
        "Sa, 14.·Aug., bis 18·Uhr",
    )),
    ("round_the_clock", O(P(*Y,hours=[H("00:00-23:59")])), (
        "toute l’année, tous les jours, 24·h/24",
        "all year round, daily, 24 hours a day",
        "ganzjährig, täglich, rund um die Uhr",
        "toute l’année, tlj, 24·h/24",
        "all year, daily, 24 hrs",
        "ganzjährig, tgl., rund um die Uhr",
    )),
    ("weekend", O(P(day(2027,6,5),day(2027,6,6),hours=[H("14:00-18:00")])), (
        "samedi 5 et dimanche 6·juin, 14·h–18·h",
        "Saturday 5 and Sunday 6 June, 2–6pm",
        "Samstag, 5. und Sonntag, 6. Juni, 14–18·Uhr",
        "5 et 6·juin, 14·h–18·h",
        "5 and 6·June, 2–6pm",
        "5. und 6.·Juni, 14–18·Uhr",
    )),
    ("over_months", O(P(day(2027,7,30),day(2027,8,1))), (
        "du vendredi 30·juillet au dimanche 1er·août",
        "Friday 30 July to Sunday 1 August",
        "Freitag, 30. Juli bis Sonntag, 1. August",
        "30·juill.–1er·août",
        "30·July–1·Aug",
        "30.·Juli–1.·Aug.",
    )),
    ("five_days", O(P(day(2027,8,10),day(2027,8,14),hours=[H("20:00-23:00")])), (
        "du mardi 10 au samedi 14·août, 20·h–23·h",
        "Tuesday 10 to Saturday 14 August, 8–11pm",
        "Dienstag, 10. bis Samstag, 14. August, 20–23·Uhr",
        "10–14·août, 20·h–23·h",
        "10–14·Aug, 8–11pm",
        "10.–14.·Aug., 20–23·Uhr",
    )),
    ("fridays_listed", O(*[P(day(2027,6,x),day(2027,6,x),hours=[H("20:30-22:00")]) for x in (11,18,25)]), (
        "les vendredis 11, 18 et 25·juin, 20·h·30–22·h",
        "Fridays 11, 18 and 25 June, 8.30–10pm",
        "Freitag, 11., 18. und 25. Juni, 20.30–22·Uhr",
        "11, 18 et 25·juin, 20·h·30–22·h",
        "11, 18 and 25·June, 8.30–10pm",
        "11., 18. und 25.·Juni, 20.30–22·Uhr",
    )),
    ("weekly_dates_are_a_rule", O(*[P(day(2027,7,x),day(2027,7,x)) for x in (1,8,15,22,29)]), (
        "du 1er·au 29·juillet, le jeudi",
        "1 to 29 July, Thursdays",
        "vom 1. bis 29. Juli, donnerstags",
        "1er–29·juill., jeu.",
        "1–29·July, Thu",
        "1.–29.·Juli, Do",
    )),
    ("dates_of_many_months", O(*[P(day(2027,m,x),day(2027,m,x)) for m,x in ((7,8),(7,23),(8,5),(9,2))]), (
        "les 8 et 23·juillet, 5·août et 2·septembre",
        "8 and 23 July, 5 August and 2 September",
        "am 8. und 23. Juli, 5. August und 2. September",
        "8 et 23·juill., 5·août et 2·sept.",
        "8 and 23·July, 5·Aug and 2·Sept",
        "8. und 23.·Juli, 5.·Aug. und 2.·Sept.",
    )),
    ("dates_with_hours_of_their_own", O(P(day(2027,7,9),day(2027,7,9),hours=[H("21:00-")]),P(day(2027,7,24),day(2027,7,24),hours=[H("20:00-")])), (
        "vendredi 9·juillet, dès 21·h | samedi 24·juillet, dès 20·h",
        "Friday 9 July, from 9pm | Saturday 24 July, from 8pm",
        "Freitag, 9. Juli, ab 21·Uhr | Samstag, 24. Juli, ab 20·Uhr",
        "ven. 9·juill., dès 21·h | sam. 24·juill., dès 20·h",
        "Fri 9·July, from 9pm | Sat 24·July, from 8pm",
        "Fr, 9.·Juli, ab 21·Uhr | Sa, 24.·Juli, ab 20·Uhr",
    )),
    ("extra_dates", O(P(*Y,"week","SAT",extra=[day(2027,5,6),day(2027,7,14)])), (
        "toute l’année, le samedi | aussi les 6·mai et 14·juillet",
        "all year round, Saturdays | also 6 May and 14 July",
        "ganzjährig, samstags | auch am 6. Mai und 14. Juli",
        "toute l’année, sam. | aussi 6·mai et 14·juill.",
        "all year, Sat | also 6·May and 14·July",
        "ganzjährig, Sa | auch 6.·Mai und 14.·Juli",
    )),
    ("closed_feasts", O(P(*Y),closed_feasts=("PREMIER_JANVIER","LUNDI_PAQUES","VINGT_CINQ_DECEMBRE")), (
        "toute l’année, tous les jours | fermé les 1er·janvier et 25·décembre, le lundi de Pâques",
        "all year round, daily | closed 1 January and 25 December, Easter Monday",
        "ganzjährig, täglich | geschlossen am 1. Januar und 25. Dezember, am Ostermontag",
        "toute l’année | fermé 1er·janv. et 25·déc., lun. de Pâques",
        "all year | closed 1·Jan and 25·Dec, Easter Monday",
        "ganzjährig | geschl. 1.·Jan. und 25.·Dez., Ostermontag",
    )),
    ("closed_outside_season", O(P(day(2027,4,1),day(2027,9,30)),closed_feasts=("PREMIER_MAI","VINGT_CINQ_DECEMBRE")), (
        "d’avril à septembre, tous les jours | fermé le 1er·mai",
        "April to September, daily | closed 1 May",
        "von April bis September, täglich | geschlossen am 1. Mai",
        "avr.–sept. | fermé 1er·mai",
        "Apr–Sept | closed 1·May",
        "April–Sept. | geschl. 1.·Mai",
    )),
    ("closed_days", O(P(*Y),closed_dates=(*tuple(day(2027, 8, x) for x in range(2, 22)), day(2027, 5, 1))), (
        "toute l’année, tous les jours | fermé le 1er·mai, du 2 au 21·août",
        "all year round, daily | closed 1 May, 2 to 21 August",
        "ganzjährig, täglich | geschlossen am 1. Mai, vom 2. bis 21. August",
        "toute l’année | fermé 1er·mai, 2–21·août",
        "all year | closed 1·May, 2–21·Aug",
        "ganzjährig | geschl. 1.·Mai, 2.–21.·Aug.",
    )),
    ("closed_all_holidays", O(P(*Y),closed_feasts=("PREMIER_JANVIER","LUNDI_PAQUES","PREMIER_MAI","HUIT_MAI","ASCENSION","LUNDI_PENTECOTE","QUATORZE_JUILLET","QUINZE_AOUT","PREMIER_NOVEMBRE","ONZE_NOVEMBRE","VINGT_CINQ_DECEMBRE")), (
        "toute l’année, tous les jours | fermé les jours fériés",
        "all year round, daily | closed public holidays",
        "ganzjährig, täglich | geschlossen an Feiertagen",
        "toute l’année | fermé jours fériés",
        "all year | closed public hols",
        "ganzjährig | geschl. Feiertage",
    )),
    ("temporarily_closed", O(P(*Y),temporarily_closed=True), (
        "fermé temporairement",
        "temporarily closed",
        "vorübergehend geschlossen",
        "fermé temporairement",
        "temporarily closed",
        "vorübergehend geschlossen",
    )),
    ("guided_tours", O(P(day(2027,7,1),day(2027,8,31),hours=[H("10:00-18:00"),H("11:00- 15:00-",label=[("fr","Visite guidée"),("en","Guided tour"),("de","Führung")])])), (
        "en juillet et août, tous les jours 10·h–18·h, visite guidée à 11·h et 15·h",
        "July and August, daily 10am–6pm, guided tour at 11am and 3pm",
        "im Juli und August, täglich 10–18·Uhr, Führung um 11 und 15·Uhr",
        "juill. et août, tlj 10·h–18·h",
        "July and Aug, daily 10am–6pm",
        "Juli und Aug., tgl. 10–18·Uhr",
    )),
    ("note", O(P(day(2027,4,1),day(2027,9,30),hours=[H("10:00-18:00")],note=[("fr","dernière entrée à 17 h"),("en","last entry at 5pm"),("de","letzter Einlass um 17 Uhr")])), (
        "d’avril à septembre, tous les jours, 10·h–18·h (dernière entrée à 17·h)",
        "April to September, daily, 10am–6pm (last entry at 5pm)",
        "von April bis September, täglich, 10–18·Uhr (letzter Einlass um 17·Uhr)",
        "avr.–sept., tlj, 10·h–18·h",
        "Apr–Sept, daily, 10am–6pm",
        "April–Sept., tgl., 10–18·Uhr",
    )),
    ("on_request", O(P(*Y),remarks=(Term("x",4192),)), (
        "toute l’année, tous les jours | sur demande",
        "all year round, daily | on request",
        "ganzjährig, täglich | auf Anfrage",
        "toute l’année",
        "all year",
        "ganzjährig",
    )),
    ("season_remark_only", O(remarks=(Term("x",418),Term("x",435))), (
        "en été et en hiver",
        "in summer and in winter",
        "im Sommer und im Winter",
        "",
        "",
        "",
    )),
    ("past_only", O(P(day(2025,1,1),day(2025,12,31))), (
        "",
        "",
        "",
        "",
        "",
        "",
    )),
    ("two_rules", O(P(day(2027,4,1),day(2027,10,31),"week","TUE WED THU FRI SAT SUN",hours=[H("09:00-12:30 14:00-19:00")]),P(day(2020,11,1),day(2021,3,31),"week","WED SAT",hours=[H("09:00-12:00")],yearly=True)), (
        "d’avril à octobre, du mardi au dimanche, 9·h–12·h·30 et 14·h–19·h | de novembre à mars, le mercredi et le samedi, 9·h–12·h",
        "April to October, Tuesday to Sunday, 9am–12.30pm and 2–7pm | November to March, Wednesdays and Saturdays, 9am–noon",
        "von April bis Oktober, Dienstag bis Sonntag, 9–12.30 und 14–19·Uhr | von November bis März, mittwochs und samstags, 9–12·Uhr",
        "avr.–oct., mar.–dim., 9·h–12·h·30, 14·h–19·h | nov.–mars, mer. et sam., 9·h–12·h",
        "Apr–Oct, Tue–Sun, 9am–12.30pm, 2–7pm | Nov–Mar, Wed and Sat, 9am–noon",
        "April–Okt., Di–So, 9–12.30, 14–19·Uhr | Nov.–März, Mi und Sa, 9–12·Uhr",
    )),
]
# fmt: on


def seen(text: str) -> str:
    return text.replace("\u00a0", "·").replace("\u202f", "⍽").replace("\u2060", "")


def said(opening: Opening, language: str, compact: bool = False, life: tuple[date, date] = LIFE) -> str:
    return " | ".join(seen(phrase) for phrase in opening_phrases(opening, language, life, WORDS[language], compact))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("compact", [False, True], ids=["full", "short"])
@pytest.mark.parametrize(("name", "opening", "phrases"), CASES, ids=[case[0] for case in CASES])
def test_an_opening_reads_well(name: str, opening: Opening, phrases: tuple[str, ...], compact: bool, language: str) -> None:
    made, expected = said(opening, language, compact), phrases[LANGUAGES.index(language) + 3 * compact]
    assert re.sub(DAY_BOUND, r"\1 ", made) == re.sub(DAY_BOUND, r"\1 ", expected)
    assert language != "de" or not re.search(r"\d\. (Jan|Feb|März|Apr|Mai|Ju[nl]|Aug|Sep|Okt|Nov|Dez)", made), "a German day stays with its month"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_weekday_is_always_true_to_the_date(language: str) -> None:
    names = WORDS[language].days
    one = date(2026, 12, 27)
    for step in range(800):
        when = one + timedelta(days=step)
        phrase = said(O(P(when, when)), language, life=(when, when))
        assert phrase.startswith(names[when.weekday()]), phrase


def test_the_winter_of_a_winter_guide_needs_no_year() -> None:
    winter = (date(2026, 11, 1), date(2027, 4, 30))
    assert said(O(P(day(2026, 12, 18), day(2027, 3, 14))), "fr", life=winter) == "du 18·décembre au 14·mars, tous les jours"


@pytest.mark.parametrize(("year", "month", "number"), [(2024, 3, 31), (2026, 4, 5), (2027, 3, 28), (2028, 4, 16), (2038, 4, 25)])
def test_easter(year: int, month: int, number: int) -> None:
    assert easter(year) == date(year, month, number)


def test_feasts_follow_easter() -> None:
    assert feast("ASCENSION", 2027) == date(2027, 5, 6)
    assert feast("LUNDI_PENTECOTE", 2027) == date(2027, 5, 17)
    assert feast("ARRIVEE_EVANGILE", 2027) is None
    assert len(public_holidays(2027)) == 11


def test_every_language_has_every_word() -> None:
    def keys(words: Words) -> set[str]:
        return {name for name in words.said if name not in ("contractions", "halves")}

    assert keys(WORDS["fr"]) == keys(WORDS["en"]) == keys(WORDS["de"])
    for language in LANGUAGES:
        assert set(WORDS[language].said["compact"]) <= set(WORDS[language].said)
        for name in ("remarks", "feasts", "prices", "seasons"):
            assert set(WORDS[language].said[name]) == set(WORDS["fr"].said[name]), name


def test_no_capital_weekday_inside_a_german_adverb() -> None:
    assert all(name[0].islower() and name.endswith("s") for name in WORDS["de"].said["days_on"])
    assert all(name[0].isupper() for name in (*WORDS["de"].days, *WORDS["de"].months))


AWKWARD = re.compile(r"  | ,|,,|\.\.|\{|\}|None|nan|9999|0001|\b(\w+) \1\b|, *$|^ *,| de [ao]|\d{1,2}/\d{1,2}(?!\d)|1 janv|\b1 (?:mai|août|avril)")


def test_no_offer_of_the_territory_reads_awkwardly(project: Project) -> None:
    offers: tuple[Offer, ...] = read_offers(project.store)
    assert len(offers) > 300
    for offer in offers:
        for language in LANGUAGES:
            for compact in (False, True):
                phrase = said(offer.opening, language, compact)
                found = AWKWARD.search(phrase.replace("24·h/24", ""))
                assert found is None, f"{offer.id} {language}: {phrase!r} has {found[0]!r}"
                assert len(phrase) < (170 if compact else 320), f"{offer.id} {language}: {phrase!r}"
