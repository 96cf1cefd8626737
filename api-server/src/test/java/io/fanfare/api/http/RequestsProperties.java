package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.models.KeyList;
import io.fanfare.schemas.search.DocumentKind;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever the path, the parameters, the headers and the cursor are: the server answers in time, it
 * does not fail, and errors have the format of the API ({@link RawAnswer} checks these).
 */
class RequestsProperties {

  private static final byte[] NONE = {};
  private static final long OTHER = 2;

  private static final List<String> PATHS =
      List.of(
          "/me/feed",
          "/me/feed/tracks",
          "/tracks",
          "/playlists",
          "/users",
          "/search/suggest",
          "/tracks/soundcloud:tracks:11",
          "/tracks/soundcloud:tracks:11/comments",
          "/tracks/soundcloud:tracks:11/stats",
          "/users/soundcloud:users:22/tracks",
          "/me/followings",
          "/resolve",
          "/widget",
          "/me/stats",
          "/local-sign-in/users",
          "/local-sign-in/users/1/token",
          "/health/ready",
          "/openapi.yaml",
          "/",
          "/page/page.js");

  private static final List<String> NAMES =
      List.of(
          "q",
          "limit",
          "cursor",
          "access",
          "urns",
          "genres",
          "tags",
          "bpm[from]",
          "bpm[to]",
          "duration[from]",
          "created_at[from]",
          "created_at[to]",
          "linked_partitioning",
          "from",
          "to",
          "granularity",
          "time_zone",
          "kinds",
          "breakdown",
          "top",
          "ids",
          "offset");

  private static TestServer server;

  @BeforeContainer
  static void start() throws Exception {
    server = TestServer.withLocalSignIn();
    for (long track = 11; track < 20; track++) {
      server.publish(track, 22, TestServer.NOW_MICROS - track);
      server.index.put(DocumentKind.TRACK, track, "a track " + track);
      server.lists.add(KeyList.TRACKS_OF_USER, 22, track);
      server.lists.add(KeyList.TRACKS_LIKED_BY_USER, 22, track);
    }
  }

  @AfterContainer
  static void stop() {
    server.close();
  }

  @Property(tries = 1_000)
  void anyParameterIsReadOrRejected(@ForAll("paths") String path, @ForAll("queries") String query)
      throws Exception {
    get(path + "?" + query, Map.of());
  }

  @Property(tries = 500)
  void anyPathIsFoundOrNot(@ForAll("targets") String target) throws Exception {
    get(target, Map.of());
  }

  @Property(tries = 500)
  void anyHeaderIsReadOrIgnored(
      @ForAll("paths") String path, @ForAll("headers") Map<String, String> headers)
      throws Exception {
    get(path, headers);
  }

  @Property(tries = 500)
  void aChangedCursorIsRejected(
      @ForAll("cursorRoutes") String route,
      @ForAll @IntRange(min = 0, max = 300) int place,
      @ForAll("values") String inserted,
      @ForAll @IntRange(min = 0, max = 3) int removed)
      throws Exception {
    String cursor = cursor(route);
    int at = place % cursor.length();
    String changed =
        cursor.substring(0, at)
            + inserted
            + cursor.substring(Math.min(cursor.length(), at + removed));
    Assume.that(!changed.equals(cursor));

    assertThat(get(withCursor(route, changed), Map.of()).status()).isEqualTo(400);
  }

  @Property
  void aCursorOfAnotherUserOrRouteIsRejected(
      @ForAll("cursorRoutes") String route, @ForAll("cursorRoutes") String other) throws Exception {
    String cursor = cursor(route);
    int own = get(withCursor(other, cursor), Map.of()).status();
    String token = "Bearer " + server.token(OTHER);
    int others = get(withCursor(route, cursor), Map.of("Authorization", token)).status();

    assertThat(own).isEqualTo(route.equals(other) ? 200 : 400);
    // A search or a list is the same for everybody.
    assertThat(others).isEqualTo(route.startsWith("/me/") ? 400 : 200);
  }

  private static RawAnswer get(String target, Map<String, String> headers) throws Exception {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putIfAbsent("Authorization", "Bearer " + server.token(TestServer.LISTENER));
    return RawAnswer.to(server, "GET " + target, all, NONE);
  }

  private static String cursor(String route) throws Exception {
    String href = get(route, Map.of()).json().get("next_href").textValue();
    return href.substring(href.indexOf("cursor=") + "cursor=".length());
  }

  private static String withCursor(String route, String cursor) {
    return route + "&cursor=" + URLEncoder.encode(cursor, UTF_8);
  }

  @Provide
  Arbitrary<String> cursorRoutes() {
    return Arbitraries.of(
        "/me/feed?limit=3",
        "/me/feed/tracks?limit=3",
        "/tracks?limit=3&linked_partitioning=true",
        "/tracks?limit=3&linked_partitioning=true&q=track",
        "/users/soundcloud:users:22/tracks?limit=3",
        "/users/soundcloud:users:22/likes/tracks?limit=3");
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of(PATHS);
  }

  /** Parameters, several or none, encoded well or badly. */
  @Provide
  Arbitrary<String> queries() {
    Arbitrary<String> names =
        Arbitraries.oneOf(Arbitraries.of(NAMES), values()).map(RequestsProperties::encoded);
    Arbitrary<String> encoded =
        Arbitraries.oneOf(
            values().map(RequestsProperties::encoded), Arbitraries.of(NAMES), rawTexts());
    return Combinators.combine(names, encoded)
        .as((name, value) -> name + "=" + value)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(pairs -> String.join("&", pairs));
  }

  /** Values that are right for no parameter, for some, or beyond what is right. */
  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(60),
        Arbitraries.strings()
            .withChars("\u0000\n\r\t ,:;\"'\\/[]{}()<>%&=+#?\u202e\uFEFF\u00e9")
            .ofMaxLength(12),
        // An emoji on each place, so that a cut may divide it.
        Combinators.combine(
                Arbitraries.integers().between(0, 60).map("a"::repeat),
                Arbitraries.integers().between(1, 300))
            .as((before, times) -> before + "\uD83C\uDFB5".repeat(times)),
        Arbitraries.of(
            "",
            "0",
            "-1",
            "200",
            "201",
            "2147483648",
            "9223372036854775808",
            "1e9",
            "NaN",
            "٣",
            "true",
            "playable,,blocked",
            "soundcloud:tracks:-9223372036854775808",
            "soundcloud:tracks:1,".repeat(300),
            "2026-11-20T10:00:00Z",
            "2026-11-20 10:00:00",
            "+999999999-12-31T23:59:59Z",
            "0000-01-01T00:00:00Z",
            "2199-12-31T23:59:59-18:00",
            "2000-01-01T00:00:00+18:00",
            "2026-11-20T10:00:00+99:00",
            "2026-02-30 10:00:00",
            "minute",
            "month",
            "Europe/Berlin",
            "Asia/Kathmandu",
            "Antarctica/Troll",
            "UTC+18:00",
            "+18:00:01",
            "GMT0",
            "SystemV/PST8",
            "../../etc/passwd",
            "play,play,follow",
            "country",
            "a".repeat(3_000)));
  }

  /** What is sent as it is: bad escapes, and bytes that are not UTF-8. */
  private static Arbitrary<String> rawTexts() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .withChars("%0123456789abcdefABCDEFuU+&=;./~\u0080\u00c3\u00ed\u00ff")
            .ofMaxLength(12),
        Arbitraries.of(
            "%", "%0", "%zz", "%u0041", "%ed%a0%80", "%c0%80", "%00", "%ff", "%f4%90%80%80"));
  }

  @Provide
  Arbitrary<String> targets() {
    Arbitrary<String> segments =
        Arbitraries.oneOf(
            Arbitraries.of(
                "me",
                "feed",
                "tracks",
                "users",
                "page",
                "local-sign-in",
                "token",
                "stats",
                "events",
                "soundcloud:tracks:11",
                "soundcloud:tracks:9223372036854775808",
                "..",
                ".",
                "",
                ";x",
                "..;",
                "%2e%2e",
                "%2f",
                "%5c",
                "%00",
                "health",
                "live",
                "webjars",
                "*"),
            values().map(RequestsProperties::encoded),
            rawTexts());
    return segments.list().ofMaxSize(5).map(parts -> "/" + String.join("/", parts));
  }

  @Provide
  Arbitrary<Map<String, String>> headers() {
    Arbitrary<String> names =
        Arbitraries.of(
            "Range",
            "If-None-Match",
            "If-Match",
            "If-Modified-Since",
            "If-Range",
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Accept-Charset",
            "Authorization",
            "Host",
            "Content-Type",
            "Cookie",
            "Origin",
            "Sec-Fetch-Site",
            "X-Forwarded-For",
            "Forwarded",
            "X-HTTP-Method-Override",
            "Last-Event-ID",
            "Upgrade",
            "Expect");
    return Arbitraries.maps(names, headerValues()).ofMaxSize(3);
  }

  @Provide
  Arbitrary<String> headerValues() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withChars("\t\u0080\u00e9\u00ff")
            .ofMaxLength(40),
        Arbitraries.of(
            "",
            "bytes=0-",
            "bytes=-1",
            "bytes=5-1,0-0,9999999999999999999-",
            "*",
            "\"",
            "W/\"x\"",
            "gzip;q=2, br;q=x",
            "gzip, ".repeat(300),
            "Thu, 99 Foo 9999 99:99:99 GMT",
            "Bearer",
            "Bearer a.b.c",
            "localhost:99999",
            "[::1",
            "h2c",
            "0:0",
            "0:999999999999999999",
            "999999999:1",
            "-1:-1",
            "0:1000000000000000000",
            "00:00",
            "٣:٣"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
