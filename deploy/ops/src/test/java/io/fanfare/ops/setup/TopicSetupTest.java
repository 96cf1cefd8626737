package io.fanfare.ops.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.Topics;
import org.junit.jupiter.api.Test;

class TopicSetupTest {

  @Test
  void anAcknowledgedWriteIsOnTwoBrokersWhereThereAreThreeCopies() {
    assertThat(Topics.ALL)
        .allSatisfy(
            topic ->
                assertThat(TopicSetup.newTopic(topic, 3).configs())
                    .containsEntry("min.insync.replicas", "2")
                    .containsAllEntriesOf(topic.config()));
  }

  @Test
  void aSingleBrokerAcknowledgesAlone() {
    assertThat(Topics.ALL)
        .allSatisfy(
            topic -> assertThat(TopicSetup.newTopic(topic, 1).configs()).isEqualTo(topic.config()));
  }
}
