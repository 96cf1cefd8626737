package io.fanfare.workloads.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.fanfare.ops.OperationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeListTest {

  @TempDir Path directory;

  @Test
  void theFirstFieldFollowsTheSecond() throws Exception {
    assertThat(read("1,2\n3,4\n")).containsExactly("1: 1>2", "2: 3>4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"from,to", "id_1,id_2", "\"from\",\"to\"", "from,to,weight", "\uFEFFa,b"})
  void aHeaderIsDetected(String header) throws Exception {
    assertThat(read(header + "\n1,2\n")).containsExactly("2: 1>2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,b", "a,2", "-1,2", "99999999999999999999,2"})
  void aFirstLineThatIsHalfAnEdgeIsBadAndNotAHeader(String line) throws Exception {
    assertThat(read(line + "\n1,2\n")).hasSize(2).first().asString().startsWith("1: bad");
  }

  @Test
  void theSizesInAFileOfMatrixMarketAreNoEdge() throws Exception {
    assertThat(
            read(
                "%%MatrixMarket matrix coordinate pattern general\n% made by hand\n3 3 2\n1 2\n3 1\n"))
        .containsExactly("4: 1>2", "5: 3>1");
  }

  @Test
  void aFileOfKonectIsRead() throws Exception {
    assertThat(read("% asym unweighted\n% 2 3 3\n1\t2\n3\t1\n"))
        .containsExactly("3: 1>2", "4: 3>1");
  }

  @Test
  void onlyTheFirstLineCanBeAHeader() throws Exception {
    assertThat(read("1,2\nfrom,to\n"))
        .containsExactly("1: 1>2", "2: bad: an id is not a whole number: from,to");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7|fewer than two fields",
        "-1,2|an id is negative",
        "1,-9223372036854775809|an id is negative",
        "1,9223372036854775808|an id is larger than 64 bits hold",
        "1,|an id is missing",
        "1.5,2|an id is not a whole number",
        "1,٣|an id is not a whole number",
        "\"1,2|fewer than two fields",
        "\"1\"x,2|broken quotes, or thousands of fields",
        "hello|fewer than two fields"
      })
  void aBadLineIsReportedWithItsReasonAndAffectsNoOther(String line, String reason)
      throws Exception {
    assertThat(read("1,2\n" + line + "\n3,4\n"))
        .containsExactly("1: 1>2", "2: bad: " + reason + ": " + line, "3: 3>4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,2", " 1 , 2 ", "\"1\",\"2\"", "1,2,2024-05-01,x", "1,2\r", "+1,2", "001,2"})
  void anEdgeHasSeveralNotations(String line) throws Exception {
    assertThat(read("9,9\n" + line + "\n")).containsExactly("1: 9>9", "2: 1>2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\t2", "1;2", "1 2"})
  void theSeparatorIsDetectedInTheFirstLine(String line) throws Exception {
    assertThat(read("# a comment, with a comma\n\n" + line + "\n")).containsExactly("3: 1>2");
  }

  @Test
  void idsReachTheEndOf64Bits() throws Exception {
    assertThat(read("9223372036854775807,0\n")).containsExactly("1: 9223372036854775807>0");
  }

  /** Digits by the million are read in their number's time, and a line fills no memory. */
  @Test
  void anEnormousLineCostsNoMoreThanItsLine() throws Exception {
    List<String> seen = new ArrayList<>();
    String digits = "7".repeat(1_000_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            list("1,2\n1," + digits + "\n-" + digits + ",1\n1," + digits.repeat(9) + "\r\n3,4\n")
                .read(new Noting(seen)));
    assertThat(seen)
        .extracting(line -> line.substring(0, Math.min(60, line.length())).replaceAll("7+$", ""))
        .containsExactly(
            "1: 1>2",
            "2: bad: an id is larger than 64 bits hold: 1,",
            "3: bad: an id is negative: -",
            "4: bad: a line has more than 1,048,576 characters: 1,",
            "5: 3>4");
  }

  @Test
  void aLineEndsInEachOfThreeWays() throws Exception {
    assertThat(read("1,2\r3,4\n5,6\r\n\r\n7,8"))
        .containsExactly("1: 1>2", "2: 3>4", "3: 5>6", "5: 7>8");
  }

  @Test
  void aLineOfThousandsOfFieldsIsReported() throws Exception {
    assertThat(read("1,2\n1,2" + ",3".repeat(20_000) + "\n3,4\n"))
        .hasSize(3)
        .contains("1: 1>2", "3: 3>4")
        .element(1)
        .asString()
        .startsWith("2: bad: broken quotes, or thousands of fields: ");
  }

  @Test
  void anEmptyFileHasNoEdges() throws Exception {
    assertThat(read("")).isEmpty();
  }

  @Test
  void gzipIsDetectedByContentNotByName() throws Exception {
    Path compressed = directory.resolve("edges.csv");
    Files.write(compressed, gzip("1,2\n3,4\n"));
    Path plain = directory.resolve("edges.csv.gz");
    Files.writeString(plain, "1,2\n3,4\n");
    assertThat(read(compressed)).isEqualTo(read(plain)).hasSize(2);
  }

  @Test
  void aTruncatedGzipGivesTheLinesBeforeTheBreak() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < 100_000; i++) {
      text.append(i).append(',').append(7 * i % 1_000).append('\n');
    }
    byte[] whole = gzip(text.toString());
    Path file = directory.resolve("edges.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    List<String> seen = new ArrayList<>();
    assertThatThrownBy(() -> new EdgeList(new TextFile(file)).read(new Noting(seen)))
        .isInstanceOf(IOException.class);
    assertThat(seen).hasSizeBetween(10_000, 99_998).first().isEqualTo("1: 1>7");
    assertThat(EdgeSurvey.of(new EdgeList(new TextFile(file))).edges()).isEqualTo(seen.size());
  }

  @Test
  void bytesThatAreNotTextStopNothing() throws Exception {
    Path file = directory.resolve("edges.csv");
    Files.write(
        file, new byte[] {'1', ',', '2', '\n', (byte) 0xff, 0, ',', '3', '\n', '4', ',', '5'});
    assertThat(read(file)).hasSize(3).contains("1: 1>2", "3: 4>5");
  }

  @Test
  void aMissingFileOrADirectoryIsRejectedInOneSentence() {
    assertThatThrownBy(() -> new TextFile(directory.resolve("none")))
        .isInstanceOf(OperationException.class)
        .hasMessage("There is no file " + directory.resolve("none") + ".");
    assertThatThrownBy(() -> new TextFile(directory)).hasMessageContaining("is not a regular file");
  }

  @Test
  void aListThatCountsFromZeroIsShifted() throws Exception {
    assertThat(EdgeSurvey.of(list("from,to\n0,1\nx,y\n")))
        .isEqualTo(new EdgeSurvey(1, true))
        .extracting(EdgeSurvey::idOffset)
        .isEqualTo(1L);
    assertThat(EdgeSurvey.of(list("1,2\n")).idOffset()).isZero();
  }

  private List<String> read(String text) throws Exception {
    List<String> seen = new ArrayList<>();
    list(text).read(new Noting(seen));
    return seen;
  }

  private static List<String> read(Path file) throws Exception {
    List<String> seen = new ArrayList<>();
    new EdgeList(new TextFile(file)).read(new Noting(seen));
    return seen;
  }

  private EdgeList list(String text) throws IOException {
    return new EdgeList(new TextFile(Files.writeString(directory.resolve("list"), text)));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private record Noting(List<String> seen) implements EdgeList.Reader {

    @Override
    public void edge(long line, long from, long to) {
      seen.add(line + ": " + from + ">" + to);
    }

    @Override
    public void bad(long line, String reason, String text) {
      seen.add(line + ": bad: " + reason + ": " + text);
    }
  }
}
