import com.adobe.epubcheck.tool.EpubChecker;

/**
 * Checks books with epubcheck in one machine: {@code EpubCheck REPORT BOOK [REPORT BOOK]...}
 *
 * <p>Writes what epubcheck finds in a book to its report, as JSON. Usage hints are asked for too:
 * whatever can be avoided is.
 */
public final class EpubCheck {
  public static void main(String[] pairs) {
    for (int at = 0; at + 1 < pairs.length; at += 2) {
      String[] options = {"--usage", "--quiet", "--json", pairs[at], pairs[at + 1]};
      new EpubChecker().run(options);
    }
  }
}
