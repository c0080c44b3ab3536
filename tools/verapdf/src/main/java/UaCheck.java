import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints one line a file (file, verdict, number of checks) and one for each PDF/UA-1 rule that fails in it. */
public final class UaCheck {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean fine = true;
        for (String file : files) {
            try (FileInputStream stream = new FileInputStream(file);
                 PDFAParser parser = Foundries.defaultInstance().createParser(stream, PDFAFlavour.PDFUA_1)) {
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false);
                ValidationResult result = validator.validate(parser);
                System.out.println(file + "\t" + (result.isCompliant() ? "pass" : "fail") + "\t" + result.getTotalAssertions());
                fine &= result.isCompliant();
                Map<String, Integer> counts = new TreeMap<>();
                Map<String, String> first = new TreeMap<>();
                for (TestAssertion one : result.getTestAssertions()) {
                    if (one.getStatus() != TestAssertion.Status.FAILED) continue;
                    String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
                    counts.merge(rule, 1, Integer::sum);
                    first.putIfAbsent(rule, one.getMessage() + " @ " + one.getLocation().getContext());
                }
                counts.forEach((rule, count) -> System.out.println("  " + rule + "\t" + count + "\t" + first.get(rule)));
            }
        }
        System.exit(fine ? 0 : 1);
    }
}
