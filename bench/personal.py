"""How long a guide for a stay takes at a counter: one process, a press that stays open, a new stay each time.

    PYTHONPATH=src python bench/personal.py [guides]
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import date, timedelta

from marbre.build.personal import build_personal
from marbre.build.pressroom import early_press
from marbre.offers.staying import Stay
from marbre.offers.store import read_offers
from marbre.offers.territory import read_territory
from marbre.offers.whereabouts import Spot
from marbre.project import find_project


def main(guides: int) -> None:
    """Make so many guides and print the seconds of each, blocks laid out anew, pages, and the median of the second half."""
    project = find_project()
    chance = random.Random(63178 + guides)
    offers = read_offers(project.store)
    towns = [one for one in read_territory(project.root / "data" / "territory").communes if one.town_hall]
    took = []
    with early_press(project) as press:
        for _ in range(guides):
            town = chance.choice(towns)
            assert town.town_hall
            arrive = date(2027, 4, 1) + timedelta(days=chance.randrange(180))
            spot = Spot(town.name, town.town_hall[1], town.town_hall[0], town.insee)
            stay = Stay(spot, arrive, arrive + timedelta(days=chance.randint(2, 7)), 2, 10.0)
            begun = time.perf_counter()
            made = build_personal(project, "guide-hebergements", "fr", offers, stay, press=press)
            took.append(time.perf_counter() - begun)
            if made.built:
                steps = " ".join(f"{name} {value:.2f}" for name, value in made.built.seconds.items() if value > 0.02)
                print(f"{took[-1]:.2f} s  {made.built.rendered:3} blocks anew  {made.built.pages} pages  {steps}")
    print(f"median of the second half: {statistics.median(took[guides // 2 :]):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
