package io.fanfare.local.server;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.terminal.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;

/**
 * Raises the features of a data folder to the levels of the broker that runs on it. A folder keeps
 * the levels of the release that formatted it, so without this a folder that an older release made
 * would lack what a new one has.
 */
public final class KafkaFeatures {

  /** The broker offers a level that the controller takes only after it has registered. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long RETRY_MILLIS = 200;

  /** Belongs to the way in which the folder was formatted, and not to the release. */
  private static final String QUORUM = "kraft.version";

  private final String bootstrap;
  private final Progress progress;

  /**
   * @param bootstrap `host:port` of the broker
   */
  public KafkaFeatures(String bootstrap, Progress progress) {
    this.bootstrap = bootstrap;
    this.progress = progress;
  }

  /**
   * Returns when all features have the broker's levels. An older release cannot read the folder
   * afterwards.
   *
   * @throws OperationException if Kafka rejects a level
   */
  public void raise() throws InterruptedException {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      Map<String, Short> raised = raised(admin.describeFeatures().featureMetadata().get());
      if (!raised.isEmpty()) {
        update(admin, raised);
        progress.report("the data folder of Kafka is upgraded: %s", raised);
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

  private static Map<String, Short> raised(FeatureMetadata features) {
    Map<String, Short> supported = new TreeMap<>();
    features.supportedFeatures().forEach((name, range) -> supported.put(name, range.maxVersion()));
    Map<String, Short> finalized = new TreeMap<>();
    features
        .finalizedFeatures()
        .forEach((name, range) -> finalized.put(name, range.maxVersionLevel()));
    return raised(supported, finalized);
  }

  /** The features that are below the broker's level, each with that level. */
  static Map<String, Short> raised(Map<String, Short> supported, Map<String, Short> finalized) {
    Map<String, Short> raised = new TreeMap<>(supported);
    raised.remove(QUORUM);
    raised
        .entrySet()
        .removeIf(each -> each.getValue() <= finalized.getOrDefault(each.getKey(), (short) 0));
    return raised;
  }
}
