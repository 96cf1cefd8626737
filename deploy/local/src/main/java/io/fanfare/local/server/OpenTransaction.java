package io.fanfare.local.server;

import io.fanfare.schemas.settings.KafkaAccess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FenceProducersOptions;

/**
 * The transaction that a killed producer may have left open. Until it has ended, nobody reads what
 * is behind it: a new Connect worker waits for the offsets of the former one. The broker ends it
 * only after the producer's timeout.
 */
final class OpenTransaction {

  private static final int ANSWER_MILLIS = 5_000;

  private OpenTransaction() {}

  /**
   * Aborts it, if there is one and Kafka answers. Its producer must not run any more.
   *
   * @param producer transactional id
   */
  static void abort(KafkaAccess kafka, String producer) throws InterruptedException {
    Map<String, Object> settings =
        kafka.client(
            Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS));
    try (Admin admin = Admin.create(settings)) {
      admin
          .fenceProducers(List.of(producer), new FenceProducersOptions().timeoutMs(ANSWER_MILLIS))
          .all()
          .get();
    } catch (ExecutionException e) {
      // The transaction ends by its timeout, or the broker is down and has to start first.
    }
  }
}
