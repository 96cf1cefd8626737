package io.fanfare.jobs.dashboard.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class UpdatePartitionsTest {

  @Test
  void isTheOneThatKafkaGivesToTheIdAsText() {
    for (long recipient : new long[] {1, 42, 9_007_199_254_740_993L, Long.MAX_VALUE}) {
      byte[] key = Long.toString(recipient).getBytes(UTF_8);
      assertThat(UpdatePartitions.of(recipient))
          .isEqualTo(BuiltInPartitioner.partitionForKey(key, Topics.UPDATE_PARTITIONS));
    }
  }

  @Test
  void groupsHaveAllRecipientsOnceAndOnePartitionEach() {
    List<Long> recipients = LongStream.rangeClosed(1, 256).boxed().toList();
    Collection<List<Long>> groups = UpdatePartitions.groups(recipients);
    assertThat(groups).hasSize(Topics.UPDATE_PARTITIONS);
    assertThat(groups.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(recipients);
    assertThat(groups)
        .allSatisfy(
            group -> assertThat(group.stream().map(UpdatePartitions::of).distinct()).hasSize(1));
  }
}
