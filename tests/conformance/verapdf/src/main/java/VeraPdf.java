import java.io.FileInputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Holds PDFs to the standards they claim.
 *
 * <p>Prints a line for each file and standard, and one for each rule that failed. Exits with 1 where
 * a rule failed or a file claims nothing.
 */
public final class VeraPdf {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    boolean sound = true;
    for (String file : files) {
      sound &= check(file);
    }
    System.exit(sound ? 0 : 1);
  }

  private static boolean check(String file) throws Exception {
    List<PDFAFlavour> claims;
    try (PDFAParser parser = parse(file)) {
      claims = parser.getFlavours();
    }
    if (claims.isEmpty()) {
      System.out.println(file + ": claims no standard");
      return false;
    }
    boolean sound = true;
    for (PDFAFlavour claim : claims) {
      try (PDFAParser parser = parse(file);
          PDFAValidator validator = Foundries.defaultInstance().createValidator(claim, false)) {
        sound &= tell(file, claim, validator.validate(parser));
      }
    }
    return sound;
  }

  private static PDFAParser parse(String file) throws Exception {
    return Foundries.defaultInstance().createParser(new FileInputStream(file));
  }

  private static boolean tell(String file, PDFAFlavour claim, ValidationResult result) {
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, TestAssertion> first = new TreeMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED) {
        String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        counts.merge(rule, 1, Integer::sum);
        first.putIfAbsent(rule, assertion);
      }
    }
    System.out.printf(
        "%s: %s, %d checks, %d rules failed%n",
        file, claim, result.getTotalAssertions(), counts.size());
    counts.forEach(
        (rule, count) -> {
          TestAssertion one = first.get(rule);
          System.out.printf(
              "  %s (%d times): %s%n    first at %s%n",
              rule, count, one.getMessage(), one.getLocation().getContext());
        });
    return result.isCompliant();
  }
}
