package io.fanfare.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What searches find of the rows that the application writes, and in what order. */
@ExtendWith(SharedStack.class)
@Isolated("stops a server")
class SearchApiITCase {

  private static final String ELASTICSEARCH = "elasticsearch";
  private static final int LETTERS = 9;

  private Application application;
  private long listener;
  private long artist;

  /** A word that is like no other test's, also with typos. */
  private final String word =
      new Random()
          .ints(LETTERS, 'a', 'z' + 1)
          .mapToObj(Character::toString)
          .collect(Collectors.joining("", "Fnf", "ée"));

  @BeforeEach
  void makeUsers() throws SQLException {
    application = new Application();
    listener = application.user();
    artist = application.user();
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void theBetterANameFitsTheEarlierItIsFound() throws Exception {
    long described = track("something else");
    application.execute("UPDATE tracks SET description = ? WHERE id = ?", word, described);
    long prefix = track(word + "nau live");
    long words = track("the " + word + " song");
    long folded = track(word.replace("é", "e"));
    long exact = track(word);
    String other = word.charAt(4) == 'x' ? "y" : "x";
    long typo = track(word.substring(0, 4) + other + word.substring(5) + " typo");
    long popular = track("another " + word + " song");
    application.execute(
        "INSERT INTO track_likes VALUES (?, ?, UTC_TIMESTAMP(6))", listener, popular);

    awaitFound(
        "/tracks?q=" + encoded(word),
        tracks(exact, folded, popular, words, prefix, described, typo));
  }

  @Test
  void tracksAreFoundByTheirArtistAndByBothTogether() throws Exception {
    application.execute("UPDATE users SET username = ? WHERE id = ?", "DJ " + word, artist);
    long track = track("Nachtlied");
    long other = track("Morgenlied");

    // What has most of the words comes behind what has all of them.
    awaitFound("/tracks?q=" + encoded("nachtlied dj " + word), tracks(track, other));
    assertThat(urns("/tracks?q=" + encoded("DJ " + word))).hasSize(2);
    awaitFound("/users?q=" + encoded("dj " + word), List.of("soundcloud:users:" + artist));
  }

  @Test
  void everyScriptIsFoundByItsWholeNameAndItsBeginning() throws Exception {
    for (Sample.Sound sound : Sample.SOUNDS) {
      long track = track(sound.title());
      String title = encoded(sound.title());
      await()
          .alias(sound.title())
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(urns("/tracks?limit=200&q=" + title))
                      .contains("soundcloud:tracks:" + track));
      int half =
          sound.title().offsetByCodePoints(0, (int) (sound.title().codePoints().count() + 1) / 2);
      assertThat(urns("/search/suggest?limit=200&q=" + encoded(sound.title().substring(0, half))))
          .as(sound.title())
          .contains("soundcloud:tracks:" + track);
    }
  }

  @Test
  void suggestionsComeWhileOneTypesAndInSpiteOfTypos() throws Exception {
    application.execute("UPDATE users SET username = ? WHERE id = ?", word + " Quartett", artist);
    long track = track(word + " Suite");
    String user = "soundcloud:users:" + artist;
    String sound = "soundcloud:tracks:" + track;

    String beginning = word.substring(0, word.length() - 2);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(urns("/search/suggest?q=" + encoded(beginning))).contains(user, sound));
    String typo = "F" + word.charAt(2) + word.charAt(1) + word.substring(3, word.length() - 2);
    assertThat(urns("/search/suggest?q=" + encoded(typo))).contains(user, sound);
    JsonNode first =
        Feed.get(listener, "/search/suggest?q=" + encoded(word + " su")).at("/collection/0");
    assertThat(first.get("urn").asText()).isEqualTo(sound);
    assertThat(first.get("text").asText()).isEqualTo(word + " Suite");
    assertThat(first.get("artist").asText()).isEqualTo(word + " Quartett");
  }

  @ParameterizedTest
  @ValueSource(strings = {"^", "´", "ー", "\u200B", "\uFE0F"})
  void aTextOfWhichNothingIsLeftFindsNothing(String text) throws Exception {
    call(text);
    for (String path : List.of("/tracks?q=", "/playlists?q=", "/users?q=", "/search/suggest?q=")) {
      assertThat(urns(path + encoded(text))).as(path).isEmpty();
    }
    assertThat(urns("/tracks?genres=" + encoded(text))).isEmpty();
    assertThat(urns("/tracks?tags=" + encoded("#" + text))).isEmpty();
    assertThat(urns("/tracks?tags=" + encoded("#"))).isEmpty();
  }

  /** Gives everything this name, and waits until it is found by its other words. */
  private void call(String name) throws Exception {
    application.execute(
        "UPDATE users SET username = ?, permalink = '', full_name = ? WHERE id = ?",
        name,
        word + " user",
        artist);
    long track = track(name);
    application.execute(
        "UPDATE tracks SET description = ?, genre = ?, tag_list = ? WHERE id = ?",
        word + " track",
        name,
        name,
        track);
    long playlist = Application.newId();
    application.execute(
        "INSERT INTO playlists (id, user_id, title, permalink, description, published_at,"
            + " created_at, updated_at)"
            + " VALUES (?, ?, ?, '', ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
        playlist,
        artist,
        name,
        word + " playlist");
    awaitFound("/users?q=" + encoded(word + " user"), List.of("soundcloud:users:" + artist));
    awaitFound("/tracks?q=" + encoded(word + " track"), tracks(track));
    awaitFound(
        "/playlists?q=" + encoded(word + " playlist"), List.of("soundcloud:playlists:" + playlist));
  }

  @Test
  void namesAreFoundWithoutTheirPointsAndStrokes() throws Exception {
    long points = track("M.I.A. " + word);
    long stroke = track("AC/DC " + word);
    application.execute("UPDATE users SET username = ? WHERE id = ?", "P.O.D. " + word, artist);
    awaitFound("/tracks?q=" + encoded("mia " + word), tracks(points));
    awaitFound("/tracks?q=" + encoded("acdc " + word), tracks(stroke));
    awaitFound("/users?q=" + encoded("pod " + word), List.of("soundcloud:users:" + artist));
    assertThat(urns("/tracks?q=" + encoded("AC/DC " + word))).isEqualTo(tracks(stroke));
    assertThat(urns("/search/suggest?q=" + encoded("acd"))).contains("soundcloud:tracks:" + stroke);
  }

  @Test
  void tagsAreFoundWithoutTheirMarks() throws Exception {
    long track = track("tagged");
    application.execute(
        "UPDATE tracks SET tag_list = ? WHERE id = ?",
        "#" + word + ", \"deep " + word + "\"",
        track);
    awaitFound("/tracks?tags=" + encoded(word), tracks(track));
    assertThat(urns("/tracks?tags=" + encoded("#" + word))).isEqualTo(tracks(track));
    assertThat(urns("/tracks?tags=" + encoded("Deep " + word))).isEqualTo(tracks(track));
    assertThat(urns("/tracks?q=" + encoded("#" + word))).isEqualTo(tracks(track));
  }

  @Test
  void aTagThatIsTooLongForTheIndexCostsNoTrack() throws Exception {
    long track = track(word);
    application.execute(
        "UPDATE tracks SET tag_list = ?, description = ? WHERE id = ?",
        "\uFDFA".repeat(1_000),
        "\uFDFA".repeat(10_000),
        track);
    application.execute("UPDATE tracks SET genre = 'last' WHERE id = ?", track);
    awaitFound("/tracks?genres=last&q=" + encoded(word), tracks(track));
  }

  @Test
  void aTrackIsFoundOnceItsTimeHasCome() throws Exception {
    long farAway = application.track(artist, Application.now().plus(Duration.ofDays(30)));
    Instant soon = Application.now().plusSeconds(10);
    long scheduled = application.track(artist, soon);
    long now = application.track(artist);
    application.execute(
        "UPDATE tracks SET title = ? WHERE id IN (?, ?, ?)", word, farAway, scheduled, now);
    awaitFound("/tracks?q=" + encoded(word), tracks(now));
    assertThat(Instant.now()).as("the search was in time").isBefore(soon);
    awaitSize("/tracks?q=" + encoded(word), 2);
    assertThat(Instant.now()).isAfter(soon);
    assertThat(urns("/tracks?q=" + encoded(word)))
        .containsExactlyInAnyOrderElementsOf(tracks(scheduled, now));
  }

  @Test
  void pagesFitTogetherWhateverChangesMeanwhile() throws Exception {
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add(track(word + " " + i));
    }
    String search = "/tracks?limit=10&linked_partitioning=true&q=" + encoded(word);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> urns("/tracks?limit=200&q=" + encoded(word)).size() == 25);

    JsonNode page = Feed.get(listener, search);
    List<String> seen = new ArrayList<>(urns(page));
    long newer = track(word + " newer");
    long gone = all.get(0);
    application.execute("UPDATE tracks SET sharing = 'private' WHERE id = ?", gone);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> urns("/tracks?limit=200&q=" + encoded(word)).contains(tracks(newer).get(0)));
    while (page.has("next_href")) {
      page = Feed.get(listener, page.get("next_href").asText());
      seen.addAll(urns(page));
    }

    List<String> expected = new ArrayList<>(tracks(all.toArray(Long[]::new)));
    assertThat(seen).doesNotHaveDuplicates().isSubsetOf(expected);
    expected.removeAll(tracks(gone));
    assertThat(seen).containsAll(expected);
  }

  @Test
  void filtersNarrowASearch() throws Exception {
    long slow = track(word + " slow");
    long fast = track(word + " fast");
    application.execute(
        "UPDATE tracks SET bpm = 90, genre = 'Trip-Hop', tag_list = ? WHERE id = ?",
        "dusk \"late night\"",
        slow);
    application.execute("UPDATE tracks SET bpm = 170, duration = 5000 WHERE id = ?", fast);
    String search = "/tracks?q=" + encoded(word);

    awaitFound(search + "&bpm[from]=80&bpm[to]=90", tracks(slow));
    awaitFound(search + "&duration[from]=5000", tracks(fast));
    awaitFound(search + "&genres=trip-hop,jazz", tracks(slow));
    awaitFound(search + "&tags=" + encoded("Late Night"), tracks(slow));
    awaitFound(search + "&urns=soundcloud:tracks:" + fast, tracks(fast));
    awaitFound(search + "&created_at[to]=" + encoded("1999-12-31 23:59:59"), List.of());
  }

  // Their names would carry control characters through the build's own channels.
  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "*",
        "#",
        "title:* OR _id:1",
        "/.*.*.*.*.*.*/",
        "((((((((",
        "\"",
        "\\",
        "\u202Etxet\u202C",
        "\uD83D\uDC69\u200D\uD83C\uDFA4",
        "\u0000",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9",
        "ก็็็็็็็็็็็็็็็็็็็็",
        // Of a lengthened vowel, folding leaves nothing.
        "新潟 りゅー"
      })
  void whateverIsTypedIsAnsweredSoon(String text) throws Exception {
    for (String path : List.of("/tracks", "/playlists", "/users", "/search/suggest")) {
      long begin = System.nanoTime();
      assertThat(Feed.send(Feed.token(listener), path + "?q=" + encoded(text)).statusCode())
          .isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void feedsAreServedWhileElasticsearchIsAway() throws Exception {
    track(word);
    track(word);
    awaitSize("/tracks?q=" + encoded(word), 2);
    String search = "/tracks?limit=1&linked_partitioning=true&q=" + encoded(word);
    String next = Feed.get(listener, search).get("next_href").asText();
    SharedStack.get().stop(ELASTICSEARCH);
    try {
      assertThat(Feed.send(Feed.token(listener), "/tracks?q=a").statusCode()).isEqualTo(503);
      assertThat(Feed.of(listener)).isEmpty();
      assertThat(Feed.send(Feed.token(listener), "/health/ready").statusCode()).isEqualTo(200);
    } finally {
      SharedStack.get().start(ELASTICSEARCH);
    }
    awaitSize("/tracks?q=" + encoded(word), 2);
    assertThat(Feed.send(Feed.token(listener), next).statusCode()).isEqualTo(410);
  }

  private long track(String title) throws SQLException {
    long id = application.track(artist);
    application.execute("UPDATE tracks SET title = ? WHERE id = ?", title, id);
    return id;
  }

  private void awaitFound(String search, List<String> urns) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(urns(search)).isEqualTo(urns));
  }

  private void awaitSize(String search, int size) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(() -> urns(search).size() == size);
  }

  private List<String> urns(String search) throws IOException, InterruptedException {
    return urns(Feed.get(listener, search));
  }

  private static List<String> urns(JsonNode page) {
    List<String> urns = new ArrayList<>();
    page.get("collection").forEach(item -> urns.add(item.get("urn").asText()));
    return urns;
  }

  private static List<String> tracks(Long... ids) {
    return Arrays.stream(ids).map(id -> "soundcloud:tracks:" + id).toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
