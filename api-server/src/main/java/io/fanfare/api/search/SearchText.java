package io.fanfare.api.search;

import io.fanfare.api.errors.ApiException;
import java.text.Normalizer;
import java.util.List;

/** Turns what users type into text to search for: in any script, without invisible characters. */
final class SearchText {

  /** In code points of composed text, so that a letter with its accent is one. */
  static final int LONGEST = 200;

  /** A longer word is cut itself, or nearly nothing might be left. */
  private static final int LONGEST_WORD = 50;

  private SearchText() {}

  /**
   * The text with single spaces between its words; empty if nothing in it is visible.
   *
   * @param parameter where it was typed
   * @throws ApiException (400) if it is too long
   */
  static String of(String typed, String parameter) {
    String searched = visible(typed);
    if (isTooLong(searched)) {
      throw new ApiException(
          400, "The parameter " + parameter + " is longer than " + LONGEST + " characters.");
    }
    return searched;
  }

  /**
   * The same, of a text of any length: what is too long is cut, between words if there are any. A
   * whole title may be searched for, and its beginning finds it.
   */
  static String cut(String typed) {
    String searched = visible(typed);
    if (!isTooLong(searched)) {
      return searched;
    }
    String cut = searched.substring(0, searched.offsetByCodePoints(0, LONGEST));
    int gap = searched.charAt(cut.length()) == ' ' ? cut.length() : cut.lastIndexOf(' ');
    return gap >= cut.length() - LONGEST_WORD ? cut.substring(0, gap) : cut;
  }

  private static String visible(String typed) {
    StringBuilder text = new StringBuilder();
    typed
        .codePoints()
        .filter(character -> !isDirection(character))
        .map(character -> isGap(character) ? ' ' : character)
        .forEach(text::appendCodePoint);
    // Some keyboards send letters and their accents separately.
    String together = Normalizer.normalize(text, Normalizer.Form.NFC);
    return together.strip().replaceAll(" +", " ");
  }

  /**
   * Counted in the result, so that it is accepted again: some letters, such as שׁ, are two in it.
   */
  private static boolean isTooLong(String searched) {
    return searched.codePointCount(0, searched.length()) > LONGEST;
  }

  /** The words between the spaces. */
  static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  /** Control characters and unpaired surrogates are not text. */
  private static boolean isGap(int character) {
    return Character.isISOControl(character)
        || Character.isSpaceChar(character)
        || Character.getType(character) == Character.SURROGATE;
  }

  /** Marks for the direction of text, and the byte order mark: users neither type nor see them. */
  private static boolean isDirection(int character) {
    return character == 0x061C
        || character == 0xFEFF
        || (character >= 0x200E && character <= 0x200F)
        || (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }
}
