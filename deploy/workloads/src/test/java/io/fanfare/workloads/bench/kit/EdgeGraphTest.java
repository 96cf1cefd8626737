package io.fanfare.workloads.bench.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.ops.OperationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeGraphTest {

  @TempDir Path directory;
  private final List<String> lines = new ArrayList<>();

  @Test
  void theFirstFollowsTheSecond() throws Exception {
    assertThat(follows(read("from,to\n5,9\n6,9\n9,5\n", false)))
        .containsExactly("5>9", "6>9", "9>5");
    assertThat(lines).isEmpty();
  }

  @Test
  void idsFromZeroAreShiftedByOne() throws Exception {
    FollowGraph graph = read("0,1\n4,0\n", false);
    assertThat(follows(graph)).containsExactly("5>1", "1>2");
    assertThat(graph.users()).containsExactly(1L, 2L, 5L);
  }

  @Test
  void aMutualEdgeIsAFollowInBothDirections() throws Exception {
    FollowGraph graph = read("0,1\n0,2\n", true);
    assertThat(follows(graph)).containsExactly("2>1", "3>1", "1>2", "1>3");
    assertThat(graph.artists()).isEqualTo(graph.listeners()).isEqualTo(3);
  }

  @Test
  void repeatedEdgesAndSelfFollowsDoNotCount() throws Exception {
    FollowGraph graph = read("1,2\n2,1\n1,2\n3,3\n", true);
    assertThat(follows(graph)).containsExactly("2>1", "1>2");
    assertThat(graph.follows()).isEqualTo(2);
    assertThat(graph.users()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void theMostFollowedIsFirstAndOfTwoAlikeTheOneWithTheSmallerId() throws Exception {
    FollowGraph graph = read("1,8\n1,7\n1,9\n2,9\n", false);
    assertThat(IntStream.range(0, 3).mapToLong(graph::artistId)).containsExactly(9L, 7L, 8L);
  }

  @Test
  void badLinesAreSkippedAndReported() throws Exception {
    assertThat(follows(read("1,2\nx,2\n3,4\n5\n", false))).containsExactly("1>2", "3>4");
    assertThat(lines)
        .containsExactly(
            "2 bad lines in " + directory.resolve("edges") + " were skipped:",
            "  line 2: an id is not a whole number: x,2",
            "  line 4: fewer than two fields: 5",
            "         1 × an id is not a whole number",
            "         1 × fewer than two fields");
  }

  @Test
  void anIdThatCannotBeShiftedIsABadLine() throws Exception {
    assertThat(follows(read("0,1\n9223372036854775807,1\n", false))).containsExactly("1>2");
    assertThat(lines)
        .contains("  line 2: an id is too large to be shifted by one: " + Long.MAX_VALUE + ",1");
  }

  @Test
  void aTruncatedFileIsRejected() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < 10_000; i++) {
      text.append(i).append(',').append(7 * i % 1_000).append('\n');
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.toString().getBytes(UTF_8));
    }
    Path file = directory.resolve("half.gz");
    Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    assertThatThrownBy(() -> EdgeGraph.read(file, true, lines::add))
        .isInstanceOf(OperationException.class)
        .hasMessageStartingWith(file + " could not be read to its end: ");
  }

  private FollowGraph read(String text, boolean mutual) throws IOException, SQLException {
    Path file = Files.writeString(directory.resolve("edges"), text);
    return EdgeGraph.read(file, mutual, lines::add);
  }

  private static List<String> follows(FollowGraph graph) {
    return IntStream.range(0, graph.artists())
        .boxed()
        .flatMap(
            artist ->
                LongStream.of(graph.followers(artist))
                    .mapToObj(follower -> follower + ">" + graph.artistId(artist)))
        .toList();
  }
}
