package io.fanfare.workloads.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The words of one language.
 *
 * @param order how a given and a family name are put together
 */
record Language(
    List<Word> given, List<Word> family, List<Place> places, List<String> titles, String order) {

  /** All there are; what is made of them depends on their order. */
  static final List<Language> ALL = read();

  /** A name, and its form in addresses: lower-case ASCII. */
  record Word(String text, String address) {

    private static Word of(String entry) {
      String[] parts = entry.split("=", 2);
      return new Word(parts[0], parts[1]);
    }
  }

  /** A city, as its people write it, in a country by its ISO code. */
  record Place(String country, String city) {

    private static Place of(String entry) {
      String[] parts = entry.split(" ", 2);
      return new Place(parts[0], parts[1]);
    }
  }

  String name(String givenName, String familyName) {
    return order.replace("given", givenName).replace("family", familyName);
  }

  private static List<Language> read() {
    try (InputStream in = Language.class.getResourceAsStream("languages.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return Arrays.stream(text.split("\n\n"))
          .filter(block -> !block.startsWith("#"))
          .map(Language::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Language of(String block) {
    Map<String, String> lines =
        block
            .strip()
            .lines()
            .map(l -> l.split(" ", 2))
            .collect(Collectors.toMap(l -> l[0], l -> l[1]));
    return new Language(
        entries(lines, "given").stream().map(Word::of).toList(),
        entries(lines, "family").stream().map(Word::of).toList(),
        entries(lines, "places").stream().map(Place::of).toList(),
        entries(lines, "titles"),
        Objects.requireNonNull(lines.get("order")));
  }

  private static List<String> entries(Map<String, String> lines, String key) {
    return List.of(Objects.requireNonNull(lines.get(key), key).split(", "));
  }
}
