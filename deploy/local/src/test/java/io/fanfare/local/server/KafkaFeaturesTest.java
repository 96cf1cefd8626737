package io.fanfare.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaFeaturesTest {

  private static final Map<String, Short> SUPPORTED =
      Map.of(
          "metadata.version", (short) 30,
          "share.version", (short) 1,
          "group.version", (short) 1,
          "kraft.version", (short) 1);

  @Test
  void aFolderOfAnOlderReleaseIsRaisedToTheLevelsOfTheBroker() {
    Map<String, Short> finalized =
        Map.of("metadata.version", (short) 27, "group.version", (short) 1);

    assertThat(KafkaFeatures.levelsToRaise(SUPPORTED, finalized))
        .isEqualTo(Map.of("metadata.version", (short) 30, "share.version", (short) 1));
  }

  @Test
  void aFolderOfThisReleaseIsUnchanged() {
    assertThat(KafkaFeatures.levelsToRaise(SUPPORTED, SUPPORTED)).isEmpty();
  }

  @Test
  void aLevelIsNeverLowered() {
    assertThat(
            KafkaFeatures.levelsToRaise(
                Map.of("metadata.version", (short) 27), Map.of("metadata.version", (short) 30)))
        .isEmpty();
  }

  @Test
  void theVersionOfTheQuorumIsUnchanged() {
    assertThat(KafkaFeatures.levelsToRaise(SUPPORTED, SUPPORTED))
        .doesNotContainKey("kraft.version");
    assertThat(KafkaFeatures.levelsToRaise(Map.of("kraft.version", (short) 1), Map.of())).isEmpty();
  }
}
