package io.fanfare.api.search;

import io.fanfare.api.errors.ApiException;
import java.text.Normalizer;
import java.util.List;

/** What people type, made to text that can be searched for: any script, and nothing unseen. */
final class SearchText {

  /** In characters as Unicode counts them, so that an emoji is one, or a letter with its accent. */
  static final int LONGEST = 200;

  private SearchText() {}

  /**
   * The text with single spaces between its words; empty if there is nothing to see in it.
   *
   * @param parameter where it was typed
   * @throws ApiException (400) if it is too long
   */
  static String of(String typed, String parameter) {
    StringBuilder text = new StringBuilder();
    typed
        .codePoints()
        .filter(character -> !isDirection(character))
        .map(character -> isGap(character) ? ' ' : character)
        .forEach(text::appendCodePoint);
    // Some keyboards send letters and their accents apart.
    String together = Normalizer.normalize(text, Normalizer.Form.NFC);
    String searched = together.strip().replaceAll(" +", " ");
    // Counted last, for text that is sent again: some letters, שׁ for one, are two in this form.
    if (searched.codePointCount(0, searched.length()) > LONGEST) {
      throw new ApiException(
          400, "The parameter " + parameter + " is longer than " + LONGEST + " characters.");
    }
    return searched;
  }

  /** What is between the spaces. */
  static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  /** Control characters and halves of characters are no text, whatever else they may do. */
  private static boolean isGap(int character) {
    return Character.isISOControl(character)
        || Character.isSpaceChar(character)
        || Character.getType(character) == Character.SURROGATE;
  }

  /** Marks that steer the direction of text, and the byte order mark: nobody types or sees them. */
  private static boolean isDirection(int character) {
    return character == 0x061C
        || character == 0xFEFF
        || (character >= 0x200E && character <= 0x200F)
        || (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }
}
