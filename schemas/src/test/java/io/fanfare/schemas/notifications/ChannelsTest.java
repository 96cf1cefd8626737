package io.fanfare.schemas.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.TopicDefinition;
import io.fanfare.schemas.Topics;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChannelsTest {

  @Test
  void everyChannelHasItsTopics() {
    assertThat(Arrays.stream(Channel.values()).map(Channels::name))
        .containsExactlyElementsOf(Topics.NOTIFICATION_CHANNELS);
    for (Channel channel : Channel.values()) {
      assertThat(Topics.ALL)
          .extracting(TopicDefinition::name)
          .contains(Channels.topic(channel, false), Channels.topic(channel, true));
    }
  }
}
