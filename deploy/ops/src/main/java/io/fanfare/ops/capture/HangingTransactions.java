package io.fanfare.ops.capture;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.schemas.settings.KafkaAccess;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Transactions that a partition holds open and their coordinator has ended: nobody ever reads what
 * is behind them. A coordinator that ends one while the partition has no leader, as in the first
 * seconds of a restarted broker, takes the partition for deleted and writes no marker.
 */
public final class HangingTransactions {

  private static final long ANSWER_SECONDS = 10;

  private HangingTransactions() {}

  /**
   * Aborts them. What they wrote is not read then, as for any transaction that was aborted.
   *
   * @param topics that are searched, if they exist
   * @return in how many partitions there were any
   * @throws OperationException if Kafka does not answer
   */
  public static int abort(KafkaAccess kafka, Collection<String> topics)
      throws InterruptedException {
    try (Admin admin = KafkaClients.admin(kafka, Map.of())) {
      int aborted = 0;
      for (String topic : topics) {
        for (TopicPartition partition : partitions(admin, topic)) {
          aborted += abort(admin, partition);
        }
      }
      return aborted;
    } catch (ExecutionException | TimeoutException e) {
      throw new OperationException(
          "Kafka does not answer about its transactions: " + e.getMessage(), e);
    }
  }

  private static List<TopicPartition> partitions(Admin admin, String topic)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return answer(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
          .flatMap(
              found ->
                  found.partitions().stream()
                      .map(partition -> new TopicPartition(topic, partition.partition())))
          .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return List.of();
      }
      throw e;
    }
  }

  private static int abort(Admin admin, TopicPartition partition)
      throws ExecutionException, TimeoutException, InterruptedException {
    int aborted = 0;
    for (ProducerState open : open(admin, partition)) {
      // One that ended meanwhile is not open any more, or its producer has opened another.
      if (!isKnown(admin, partition, open) && isStillOpen(open, open(admin, partition))) {
        answer(
            admin
                .abortTransaction(
                    new AbortTransactionSpec(
                        partition,
                        open.producerId(),
                        (short) open.producerEpoch(),
                        open.coordinatorEpoch().orElse(0)))
                .all());
        aborted++;
      }
    }
    return aborted;
  }

  /** The producers with an open transaction. */
  private static List<ProducerState> open(Admin admin, TopicPartition partition)
      throws ExecutionException, TimeoutException, InterruptedException {
    return answer(admin.describeProducers(List.of(partition)).all()).values().stream()
        .flatMap(state -> state.activeProducers().stream())
        .filter(producer -> producer.currentTransactionStartOffset().isPresent())
        .toList();
  }

  static boolean isStillOpen(ProducerState before, List<ProducerState> now) {
    return now.stream()
        .anyMatch(
            producer ->
                producer.producerId() == before.producerId()
                    && producer.producerEpoch() == before.producerEpoch()
                    && producer
                        .currentTransactionStartOffset()
                        .equals(before.currentTransactionStartOffset()));
  }

  /** Whether a coordinator will still end the transaction in this partition. */
  private static boolean isKnown(Admin admin, TopicPartition partition, ProducerState open)
      throws ExecutionException, TimeoutException, InterruptedException {
    Collection<TransactionListing> listed =
        answer(
            admin
                .listTransactions(
                    new ListTransactionsOptions().filterProducerIds(List.of(open.producerId())))
                .all());
    List<String> ids = listed.stream().map(TransactionListing::transactionalId).toList();
    Map<String, TransactionDescription> described =
        ids.isEmpty() ? Map.of() : answer(admin.describeTransactions(ids).all());
    return described.values().stream()
        .anyMatch(transaction -> transaction.topicPartitions().contains(partition));
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
  }
}
