package io.fanfare.local.server;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;

/**
 * Raises the features of Kafka's data folder to the levels of the running broker. Otherwise a
 * folder keeps the levels of the release that formatted it, and lacks newer features.
 */
public final class KafkaFeatures {

  /** The controller accepts a level only after the broker has registered, soon after its start. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long RETRY_MILLIS = 200;

  /** Depends on how the folder was formatted, not on the release. */
  private static final String QUORUM = "kraft.version";

  private final KafkaAccess kafka;
  private final Progress progress;

  public KafkaFeatures(KafkaAccess kafka, Progress progress) {
    this.kafka = kafka;
    this.progress = progress;
  }

  /**
   * Raises all features to the broker's levels, and waits until that is done. An older release
   * cannot read the folder afterwards.
   *
   * @throws OperationException if Kafka rejects a level
   */
  public void raise() throws InterruptedException {
    try (Admin admin = KafkaClients.admin(kafka, Map.of())) {
      Map<String, Short> levels = levelsToRaise(admin.describeFeatures().featureMetadata().get());
      if (!levels.isEmpty()) {
        update(admin, levels);
        progress.report("the data folder of Kafka was upgraded: %s", levels);
      }
    } catch (ExecutionException e) {
      throw new OperationException(
          "The data folder of Kafka could not be upgraded: " + e.getCause(), e);
    }
  }

  private static void update(Admin admin, Map<String, Short> levels)
      throws InterruptedException, ExecutionException {
    Map<String, FeatureUpdate> updates = new TreeMap<>();
    levels.forEach(
        (name, level) -> updates.put(name, new FeatureUpdate(level, UpgradeType.UPGRADE)));
    Instant limit = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        admin.updateFeatures(updates, new UpdateFeaturesOptions()).all().get();
        return;
      } catch (ExecutionException e) {
        if (Instant.now().isAfter(limit)) {
          throw e;
        }
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  private static Map<String, Short> levelsToRaise(FeatureMetadata features) {
    Map<String, Short> supported = new TreeMap<>();
    features.supportedFeatures().forEach((name, range) -> supported.put(name, range.maxVersion()));
    Map<String, Short> finalized = new TreeMap<>();
    features
        .finalizedFeatures()
        .forEach((name, range) -> finalized.put(name, range.maxVersionLevel()));
    return levelsToRaise(supported, finalized);
  }

  /** The features below the broker's level, each with that level. */
  static Map<String, Short> levelsToRaise(
      Map<String, Short> supported, Map<String, Short> finalized) {
    Map<String, Short> levels = new TreeMap<>(supported);
    levels.remove(QUORUM);
    levels
        .entrySet()
        .removeIf(each -> each.getValue() <= finalized.getOrDefault(each.getKey(), (short) 0));
    return levels;
  }
}
