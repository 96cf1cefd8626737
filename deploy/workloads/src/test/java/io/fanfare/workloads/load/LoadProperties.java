package io.fanfare.workloads.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.models.ModelBroadcastRule;
import io.fanfare.schemas.models.Track;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Any file is read to its end, or to where one sentence gives the reason; and each of its records
 * is loaded or reported.
 */
class LoadProperties {

  private static final long NOW = 1_700_000_000_000_000L;
  private static final long MICROS_OF_A_YEAR = 31_556_952_000_000L;

  private static Path file;

  @BeforeContainer
  static void create() throws IOException {
    file = Files.createTempFile("load", ".csv");
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 1_000)
  void everyLineOfAnEdgeListIsAnEdgeOrReported(@ForAll("edgeFiles") byte[] content)
      throws Exception {
    Files.write(file, content);
    List<Long> seen = new ArrayList<>();
    new EdgeList(new TextFile(file))
        .read(
            new EdgeList.Reader() {
              @Override
              public void edge(long line, long from, long to) {
                assertThat(from).isNotNegative();
                assertThat(to).isNotNegative();
                seen.add(line);
              }

              @Override
              public void bad(long line, String reason, String text) {
                assertThat(reason).isNotBlank();
                seen.add(line);
              }
            });

    List<Long> expected = new ArrayList<>();
    try (BufferedReader lines = new TextFile(file).open()) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("%")) {
          expected.add(number);
        }
      }
    }
    // The first one may be a header.
    assertThat(seen)
        .isIn(expected, expected.subList(Math.min(1, expected.size()), expected.size()));
  }

  @Property(tries = 1_000)
  void everyRecordOfACatalogueIsATrackOrReported(
      @ForAll @Size(min = 1, max = 8) List<@From("records") String> records,
      @ForAll @LongRange(min = -12_000, max = 12_000) long years)
      throws Exception {
    String header =
        "id,user_id,title,duration,bpm,sharing,state,published_at,created_at,genre,tags";
    Files.writeString(file, header + "\n" + String.join("\n", records) + "\n");
    Tally tally = new Tally(years * MICROS_OF_A_YEAR);
    new TrackFile(new TextFile(file)).read(tally);

    assertThat(tally.tracks.size() + tally.reasons.size()).isEqualTo(records.size());
    assertThat(tally.tracks)
        .allSatisfy(
            track -> {
              assertThat(track.getTitle().codePoints().count()).isBetween(1L, 255L);
              assertThat(track.getDuration()).isBetween(0L, (long) Integer.MAX_VALUE);
              assertThat(track.getCreatedAt()).isLessThanOrEqualTo(ModelBroadcastRule.LAST_TIME);
              assertThat(track.getCreatedAt()).isGreaterThanOrEqualTo(CatalogueTime.FIRST);
            });
  }

  @Property(tries = 1_000)
  void aDamagedCatalogueIsReadOrEndsWithASentence(
      @ForAll @Size(min = 1, max = 4) List<@From("records") String> records,
      @ForAll @IntRange(min = 0) int place,
      @ForAll @Size(max = 6) byte[] inserted,
      @ForAll @IntRange(min = 0, max = 3) int removed)
      throws Exception {
    String text = "\uFEFFid,user_id,title\n" + String.join("\n", records) + "\n";
    Files.write(file, changed(text.getBytes(UTF_8), place, inserted, removed));
    try {
      new TrackFile(new TextFile(file)).read(new Tally(0));
    } catch (OperationException e) {
      assertThat(e.getMessage()).endsWith(".");
    } catch (IOException e) {
      assertThat(e.getMessage())
          .isIn(
              "it is not CSV from there on, perhaps because of an unclosed quote",
              "Not in GZIP format");
    }
  }

  /** What a catalogue's records became. */
  private static final class Tally implements TrackFile.Reader {

    final List<Track> tracks = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();
    private final long shift;

    Tally(long shift) {
      this.shift = shift;
    }

    @Override
    public void track(TrackRecord record) throws BadLineException, SQLException {
      Track track = record.track(0, shift, NOW);
      record.owner(0, NOW);
      tracks.add(track);
    }

    @Override
    public void bad(long line, String reason, String text) {
      assertThat(reason).isNotBlank();
      reasons.add(reason);
    }
  }

  private static byte[] changed(byte[] whole, int place, byte[] inserted, int removed) {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    int at = place % whole.length;
    int rest = Math.min(whole.length, at + removed);
    changed.write(whole, 0, at);
    changed.writeBytes(inserted);
    changed.write(whole, rest, whole.length - rest);
    return changed.toByteArray();
  }

  @Provide
  Arbitrary<byte[]> edgeFiles() {
    Arbitrary<String> lines =
        Arbitraries.oneOf(
            Arbitraries.of(
                "1,2",
                "from,to",
                "\"1\",\"2\"",
                "\"1\"\"\",2",
                "\"1,2",
                "1;2",
                "1 2",
                "+1,002",
                "-1,2",
                "1,9223372036854775808",
                "\u0000,\u0000",
                "%%MatrixMarket matrix",
                "# a comment",
                " ",
                "",
                ",",
                "1," + "9".repeat(50_000),
                "1,2" + ",3".repeat(20_000),
                "\"".repeat(9_999)),
            Arbitraries.strings()
                .withChars("0123456789,;\t \"'-+#%.\uFEFF\u0085\u2028e")
                .ofMaxLength(12),
            Arbitraries.strings().all().ofMaxLength(12));
    Arbitrary<String> ends = Arbitraries.of("\n", "\r\n", "\r", "\n\n", "\r\r\n");
    Arbitrary<String> texts =
        Combinators.combine(lines, ends)
            .as((line, end) -> line + end)
            .list()
            .ofMaxSize(6)
            .map(parts -> String.join("", parts));
    return Combinators.combine(
            texts,
            Arbitraries.integers().between(0, 100),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(3))
        .as(
            (text, place, inserted) ->
                // Two bytes would be those of gzip.
                ("1,2\n" + text).length() > place
                    ? changed(("1,2\n" + text).getBytes(UTF_8), place + 2, inserted, 0)
                    : ("1,2\n" + text).getBytes(UTF_8));
  }

  /** Records of as many fields as the header has, or of others. */
  @Provide
  Arbitrary<String> records() {
    return Arbitraries.oneOf(
        fields().list().ofSize(11).map(fields -> String.join(",", fields)),
        fields().list().ofMinSize(1).ofMaxSize(12).map(fields -> "x," + String.join(",", fields)),
        fields().list().ofSize(8).map(rest -> "7,3,t," + String.join(",", rest)));
  }

  private static Arbitrary<String> fields() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "1",
            "7",
            "0",
            "-1",
            "9223372036854775807",
            "9223372036854775808",
            "NaN",
            "Infinity",
            "-1e999",
            "1e400",
            "0x1p60",
            "1e-9",
            "public",
            "PRIVATE",
            "finished",
            "2024-05-01",
            "1000-01-01",
            "9999-12-31",
            "9999-12-31T23:59:59.999999999-18:00",
            "0999-12-31T23:59:59Z",
            "2024-02-30",
            "+12345-01-01",
            "\"two\nlines\"",
            "\"a \"\"quote\"\"\"",
            "\"\"",
            "[']",
            "\"['a', \"\"b c\"\", '']\"",
            "9".repeat(3_000),
            "\uD83C\uDFB5".repeat(300)),
        Arbitraries.strings()
            .all()
            .ofMinLength(1)
            .ofMaxLength(12)
            .filter(text -> !text.matches("(?s).*[\",\r\n\uD800-\uDFFF].*")));
  }
}
