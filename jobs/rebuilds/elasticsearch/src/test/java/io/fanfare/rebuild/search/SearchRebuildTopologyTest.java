package io.fanfare.rebuild.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * On the savepoint of the search job that its own tests restore: a track with its owner and two
 * likes, one whose owner has no row, and 1,501 tracks of an owner who is renamed at that moment.
 */
class SearchRebuildTopologyTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Path SAVEPOINT =
      Path.of("../../src/test/resources/savepoints/0.1.0/search").toAbsolutePath().normalize();

  /** What the sinks of all subtasks received. */
  private static final List<Document> WRITTEN = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void forget() {
    WRITTEN.clear();
  }

  @Test
  void writesEveryDocumentOnceAsItStands() throws Exception {
    StreamExecutionEnvironment environment = JobEnvironment.createBatch(2);
    SearchRebuildTopology.define(
        SavepointReader.read(environment, SAVEPOINT.toUri().toString()), new Collecting());
    environment.execute();

    assertThat(ids(DocumentKind.TRACK))
        .containsExactlyElementsOf(
            LongStream.concat(LongStream.of(1, 2), LongStream.rangeClosed(1_000, 2_500))
                .boxed()
                .toList());
    assertThat(ids(DocumentKind.USER)).containsExactly(10L, 20L);
    assertThat(WRITTEN)
        .allSatisfy(document -> assertThat(document.getVersion()).isPositive())
        .allSatisfy(
            document -> assertThat(document.getRow() == null).isEqualTo(isWithoutOwner(document)))
        .filteredOn(document -> document.getKind() == DocumentKind.TRACK && document.getId() == 1)
        .singleElement()
        .satisfies(track -> assertThat(track.getCounts().getLikes()).isEqualTo(2))
        .satisfies(track -> assertThat(track.getOwner().getUsername()).isEqualTo("ten"));
  }

  /** The index has a tombstone of it. */
  private static boolean isWithoutOwner(Document document) {
    return document.getKind() == DocumentKind.TRACK && document.getId() == 2;
  }

  /** Sorted. */
  private static List<Long> ids(DocumentKind kind) {
    return WRITTEN.stream()
        .filter(document -> document.getKind() == kind)
        .map(Document::getId)
        .sorted()
        .toList();
  }

  private static final class Collecting implements SinkFunction<Document> {

    private static final long serialVersionUID = 1L;

    @Override
    public void invoke(Document document, Context context) {
      WRITTEN.add(document);
    }
  }
}
