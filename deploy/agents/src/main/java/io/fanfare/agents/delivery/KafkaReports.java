package io.fanfare.agents.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.DeadLetterRule;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends what an agent reports to Kafka; all in-sync replicas acknowledge it. */
public final class KafkaReports implements Reports, AutoCloseable {

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);
  private static final int LINGER_MILLIS = 5;

  private final AvroCodec<Outcome> outcomes = AvroCodec.of(Outcome.class);
  private final AvroCodec<DeadLetter> letters = AvroCodec.of(DeadLetter.class);
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param clientId name of the agent, for the broker's logs
   */
  public KafkaReports(KafkaAccess kafka, String clientId) {
    producer =
        new KafkaProducer<>(
            kafka.client(
                Map.of(
                    ProducerConfig.CLIENT_ID_CONFIG,
                    clientId,
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                    ByteArraySerializer.class,
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                    ByteArraySerializer.class,
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                    "lz4",
                    ProducerConfig.LINGER_MS_CONFIG,
                    LINGER_MILLIS)));
  }

  @Override
  public CompletionStage<Void> report(List<Outcome> some) {
    CompletableFuture<?>[] appended =
        some.stream()
            .map(
                outcome ->
                    append(
                        Topics.NOTIFICATION_OUTCOMES,
                        Long.toString(outcome.getRecipientId()),
                        outcomes.encode(outcome)))
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(appended);
  }

  @Override
  public CompletionStage<Void> reject(DeadLetter letter) {
    return append(Topics.DEADLETTERS, DeadLetterRule.key(letter), letters.encode(letter));
  }

  @Override
  public CompletionStage<Void> forget(long userId, String device) {
    return append(Topics.NOTIFICATION_DEVICES, ChoiceNames.deviceKey(userId, device), null);
  }

  private CompletableFuture<Void> append(String topic, String key, byte @Nullable [] value) {
    CompletableFuture<Void> appended = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic, key.getBytes(UTF_8), value),
              (metadata, failure) -> {
                if (failure == null) {
                  appended.complete(null);
                } else {
                  appended.completeExceptionally(failure);
                }
              });
    } catch (KafkaException e) {
      appended.completeExceptionally(e);
    }
    return appended;
  }

  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }
}
