package io.fanfare.rebuild.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.connectors.cassandra.DashboardPartition;
import io.fanfare.jobs.fanout.domain.Shards;
import io.fanfare.jobs.runtime.JobEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * On the savepoint of the fan-out job that its own tests restore: an actor with few followers and
 * one track, and an actor whose 2,560 followers are all in shard 7, with a fan-out of many tracks
 * that is parked in the middle.
 */
class DashboardRebuildTopologyTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Path SAVEPOINT =
      Path.of("../../src/test/resources/savepoints/0.1.0/fan-out").toAbsolutePath().normalize();
  private static final long SMALL = 10;
  private static final long LARGE = 20;
  private static final List<Long> CROWD =
      LongStream.iterate(1_000, id -> id + 1)
          .filter(id -> Shards.of(id) == 7)
          .limit(2_560)
          .boxed()
          .toList();

  /** What the sinks of all subtasks received. */
  private static final List<MonthRows> WRITTEN = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void forget() {
    WRITTEN.clear();
  }

  @Test
  void writesEveryEntryOnceInItsPartition() throws Exception {
    run(RebuiltPart.ALL);

    Map<Long, List<Long>> ofLarge = recipientsByTrack(LARGE);
    assertThat(ofLarge).hasSizeGreaterThan(1);
    assertThat(ofLarge.values()).allSatisfy(ids -> assertThat(ids).isEqualTo(CROWD));
    assertThat(recipientsByTrack(SMALL)).isEqualTo(Map.of(1L, List.of(1L, 2L, 3L)));
    assertThat(WRITTEN)
        .allSatisfy(
            rows -> {
              assertThat(rows.size()).isBetween(1, GatherOperator.MOST_ROWS);
              for (long time : rows.times) {
                assertThat(DashboardPartition.monthOf(time)).isEqualTo(rows.month);
              }
            });
  }

  @Test
  void writesTheDashboardsOfSomeUsersAlone() throws Exception {
    long one = CROWD.get(1_000);
    run(new RebuiltPart(Set.of(one), Long.MIN_VALUE, Long.MAX_VALUE));
    assertThat(entries()).isNotEmpty().allSatisfy(entry -> assertThat(entry.f0).isEqualTo(one));
  }

  @Test
  void writesActivitiesOfSomeDaysAlone() throws Exception {
    run(RebuiltPart.ALL);
    int all = entries().size();
    long time = entries().get(0).f1;
    assertThat(entries()).allSatisfy(entry -> assertThat(entry.f1).isEqualTo(time));

    WRITTEN.clear();
    run(new RebuiltPart(Set.of(), time, time + 1));
    assertThat(entries()).hasSize(all);

    WRITTEN.clear();
    run(new RebuiltPart(Set.of(), time + 1, Long.MAX_VALUE));
    run(new RebuiltPart(Set.of(), Long.MIN_VALUE, time));
    assertThat(entries()).isEmpty();
  }

  private static void run(RebuiltPart part) throws Exception {
    StreamExecutionEnvironment environment = JobEnvironment.createBatch(2);
    DashboardRebuildTopology.define(
        SavepointReader.read(environment, SAVEPOINT.toUri().toString()), part, new Collecting());
    environment.execute();
  }

  /** Sorted. */
  private static Map<Long, List<Long>> recipientsByTrack(long actor) {
    Map<Long, List<Long>> recipients = new HashMap<>();
    for (Entry entry : entries()) {
      if (entry.f3 == actor) {
        recipients.computeIfAbsent(entry.f4, absent -> new ArrayList<>()).add(entry.f0);
      }
    }
    recipients.values().forEach(Collections::sort);
    return recipients;
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (MonthRows rows : WRITTEN) {
      for (int i = 0; i < rows.size(); i++) {
        entries.add(
            new Entry(
                rows.recipient, rows.times[i], rows.kinds[i], rows.actors[i], rows.objects[i]));
      }
    }
    return entries;
  }

  private static final class Collecting implements SinkFunction<MonthRows> {

    private static final long serialVersionUID = 1L;

    @Override
    public void invoke(MonthRows rows, Context context) {
      WRITTEN.add(rows);
    }
  }
}
