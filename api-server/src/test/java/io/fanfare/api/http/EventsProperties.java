package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fanfare.schemas.events.DomainEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Any body of `POST /events` is refused as a whole, and then nothing is in the log, or every valid
 * event of it is in the log and every other one is reported in its place.
 */
class EventsProperties {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final byte[] NONE = {};

  private static TestServer server;

  @BeforeContainer
  static void start() {
    server = TestServer.start();
  }

  @AfterContainer
  static void stop() {
    server.close();
  }

  @Property(tries = 1_000)
  void acceptsValidEventsAndReportsTheOthersInTheirPlaces(@ForAll("events") List<String> events)
      throws Exception {
    RawAnswer answer = post(body(events), Map.of());

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode taken = answer.json();
    List<String> accepted = new ArrayList<>();
    List<Integer> rejected = new ArrayList<>();
    for (int index = 0; index < events.size(); index++) {
      if (events.get(index).contains("\"valid")) {
        accepted.add(JSON.readTree(events.get(index)).get("id").textValue());
      } else {
        rejected.add(index);
      }
    }
    assertThat(logged()).containsExactlyElementsOf(accepted);
    assertThat(taken.get("accepted").intValue()).isEqualTo(accepted.size());
    assertThat(taken.get("problems"))
        .extracting(problem -> problem.get("index").intValue())
        .containsExactlyElementsOf(rejected);
  }

  @Property(tries = 1_000)
  void refusesOrAccountsForEveryChangedBody(
      @ForAll("events") @Size(min = 1) List<String> events,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0) Integer> places,
      @ForAll @Size(max = 8) byte[] inserted)
      throws Exception {
    byte[] whole = body(events);
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    int place = places.get(0) % whole.length;
    changed.write(whole, 0, place);
    changed.writeBytes(inserted);
    // Skips as many bytes as there are further places.
    int rest = Math.min(whole.length, place + places.size() - 1);
    changed.write(whole, rest, whole.length - rest);

    assertAccounted(changed.toByteArray(), post(changed.toByteArray(), Map.of()));
  }

  @Property(tries = 500)
  void refusesOrAccountsForEveryBody(
      @ForAll("bodies") byte[] body, @ForAll("headers") Map<String, String> headers)
      throws Exception {
    assertAccounted(body, post(body, headers));
  }

  @Property(tries = 20)
  void takesAsManyEventsAsItMay(@ForAll @IntRange(min = 995, max = 1_005) int count)
      throws Exception {
    byte[] body = body(Collections.nCopies(count, event("valid-1", "\"time\"", "\"time\"")));

    RawAnswer answer = post(body, Map.of());

    assertThat(answer.status()).isEqualTo(count <= 1_000 ? 200 : 400);
    assertThat(logged()).hasSize(count <= 1_000 ? count : 0);
  }

  private static void assertAccounted(byte[] body, RawAnswer answer) throws IOException {
    if (answer.status() == 200) {
      JsonNode taken = answer.json();
      assertThat(logged()).hasSize(taken.get("accepted").intValue());
      assertThat(taken.get("accepted").intValue() + taken.get("problems").size())
          .isEqualTo(JSON.readTree(plain(body)).get("events").size());
      assertThat(taken.get("problems"))
          .extracting(problem -> problem.get("index").intValue())
          .isSorted()
          .doesNotHaveDuplicates();
    } else {
      assertThat(answer.status()).isIn(400, 413, 415);
      assertThat(logged()).isEmpty();
    }
  }

  private static RawAnswer post(byte[] body, Map<String, String> headers) throws IOException {
    server.events.plays.clear();
    server.events.downloads.clear();
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(
        "Authorization", "Bearer " + server.tokens.issueForApplication("web", Duration.ofHours(1)));
    if (body.length == 0) {
      all.put("Content-Length", "0");
    }
    return RawAnswer.to(server, "POST /events", all, body);
  }

  private static List<String> logged() {
    return Stream.concat(server.events.plays.stream(), server.events.downloads.stream())
        .map(DomainEvent::getId)
        .toList();
  }

  private static byte[] body(List<String> events) {
    return ("{\"events\": [" + String.join(",", events) + "]}").getBytes(UTF_8);
  }

  /** A play, in which one text is replaced. */
  private static String event(String id, String text, String other) {
    return ("{\"id\": \""
            + id
            + "\", \"kind\": \"play\", \"subject\": \"soundcloud:tracks:11\","
            + " \"actor\": \"soundcloud:users:1\", \"time\": \"2026-11-20T10:00:00Z\","
            + " \"country\": \"DE\"}")
        .replace(text, other);
  }

  /** Valid ones have an id that begins with `valid`. */
  @Provide
  Arbitrary<List<String>> events() {
    Arbitrary<String> valid =
        Combinators.combine(
                Arbitraries.integers().between(1, 999_999),
                Arbitraries.of(
                    "\"DE\"", "\"\"", "null", "\"\\ud800\"", "{\"a\": [1]}", "1e400", "-0.0"))
            .as((number, country) -> event("valid-" + number, "\"DE\"", country));
    Arbitrary<String> withoutId =
        Arbitraries.of(
                "1", "null", "{}", "\"\"", "\"a b\"", "\"\\ud800\"", "\"" + "a".repeat(65) + "\"")
            .map(id -> event("bad", "\"bad\"", id));
    Arbitrary<String> invalid =
        Combinators.combine(
                Arbitraries.of("\"play\"", "\"soundcloud:tracks:11\"", "\"2026-11-20T10:00:00Z\""),
                values())
            .as((text, value) -> event("bad", text, value));
    Arbitrary<String> none =
        Arbitraries.of("null", "1", "[]", "\"text\"", "{}", "[".repeat(500) + "]".repeat(500));
    return Arbitraries.frequencyOf(
            Tuple.of(3, valid), Tuple.of(1, withoutId), Tuple.of(1, invalid), Tuple.of(1, none))
        .list()
        .ofMaxSize(6);
  }

  /** JSON that is right for no field of an event. */
  private static Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "\"\\ud800\"",
            "\"a\\udc00b\"",
            "\"\\u0000\"",
            "\"\uFEFF\"",
            "1e999",
            "-9223372036854775809",
            "9".repeat(900),
            "null",
            "true",
            "{}",
            "[[]]",
            "\"soundcloud:tracks:\"",
            "\"soundcloud:tracks:9223372036854775808\"",
            "\"soundcloud:tracks:-0\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"0000-00-00 00:00:00\"",
            "\"2026-02-30T00:00:00Z\"",
            "\"2026-11-20T24:00:00+99:99\"",
            "\"9999-12-31T23:59:60Z\"",
            "\"" + "é".repeat(3_000) + "\""),
        Arbitraries.strings()
            .all()
            .ofMaxLength(20)
            .map(text -> JSON.getNodeFactory().textNode("?" + text).toString()));
  }

  /** Bodies that are no JSON, or more than one expects. */
  @Provide
  Arbitrary<byte[]> bodies() {
    byte[] valid = body(List.of(event("valid-1", "x", "x")));
    String text = new String(valid, UTF_8);
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(60),
        Arbitraries.of(
            valid,
            NONE,
            ("\uFEFF" + text).getBytes(UTF_8),
            text.getBytes(UTF_16LE),
            ("\uFEFF" + text).getBytes(UTF_16LE),
            text.getBytes(Charset.forName("UTF-32BE")),
            (text + text).getBytes(UTF_8),
            (text + "\u0000").getBytes(UTF_8),
            text.replace("\"events\"", "\"events\": [], \"events\"").getBytes(UTF_8),
            text.replace("{\"id\"", "{\"id\": \"x\", \"id\"").getBytes(UTF_8),
            text.replace("\"valid-1\"", "9".repeat(100_000)).getBytes(UTF_8),
            text.replace("\"valid-1\"", "1e" + "9".repeat(100)).getBytes(UTF_8),
            text.replace("\"valid-1\"", "\"" + "a".repeat(500_000) + "\"").getBytes(UTF_8),
            text.replace("\"id\"", "\"" + "a".repeat(60_000) + "\"").getBytes(UTF_8),
            text.replace("\"valid-1\"", "[".repeat(100_000)).getBytes(UTF_8),
            ("{\"events\": " + "{\"events\": ".repeat(50_000)).getBytes(UTF_8),
            gzip(valid),
            gzip(new byte[10_000_000]),
            new byte[1_000_000],
            new byte[1_000_001],
            new byte[1_100_000]));
  }

  @Provide
  Arbitrary<Map<String, String>> headers() {
    Arbitrary<String> types =
        Arbitraries.of(
            "application/json",
            "application/json; charset=utf-16",
            "application/json; charset=nothing",
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "\u00e9;;=",
            "");
    Arbitrary<String> encodings = Arbitraries.of("gzip", "gzip, gzip", "br", "identity", "?", "");
    return Combinators.combine(types, encodings)
        .as((type, encoding) -> Map.of("Content-Type", type, "Content-Encoding", encoding));
  }

  private static byte[] plain(byte[] body) throws IOException {
    boolean isPacked = body.length > 1 && body[0] == 31 && body[1] == (byte) 139;
    return isPacked ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
