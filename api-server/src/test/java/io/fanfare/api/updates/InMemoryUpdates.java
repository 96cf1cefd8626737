package io.fanfare.api.updates;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.Annotations;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.Reason;
import io.fanfare.schemas.dashboard.UpdateOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The topic of completion events in memory, with all that was ever written to it. */
public final class InMemoryUpdates implements PastUpdates {

  private final AvroCodec<DashboardUpdate> codec = AvroCodec.of(DashboardUpdate.class);
  private final Map<Integer, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
  private final LiveUpdates updates = new LiveUpdates(this, Duration.ZERO);
  private boolean following;
  private long oldest;

  public InMemoryUpdates() {
    for (int partition = 0; partition < Topics.UPDATE_PARTITIONS; partition++) {
      log.put(partition, new ArrayList<>());
    }
    follow();
  }

  public LiveUpdates updates() {
    return updates;
  }

  /** Begins to read, at the end. */
  public synchronized void follow() {
    Map<Integer, Long> ends = new HashMap<>();
    log.forEach((partition, records) -> ends.put(partition, (long) records.size()));
    updates.begin(ends);
    following = true;
  }

  /** Stops reading, as without Kafka. */
  public synchronized void lose() {
    following = false;
    updates.lost();
  }

  /** Removes the records before an offset. */
  public synchronized void forgetBefore(long offset) {
    oldest = offset;
  }

  public void added(long recipientId, Activity activity) {
    write(List.of(recipientId), activity, UpdateOperation.ADDED);
  }

  /** In one record; all of one partition. */
  public void added(List<Long> recipients, Activity activity) {
    write(recipients, activity, UpdateOperation.ADDED);
  }

  public void removed(long recipientId, Activity activity) {
    write(List.of(recipientId), activity, UpdateOperation.REMOVED);
  }

  private void write(List<Long> recipients, Activity activity, UpdateOperation operation) {
    DashboardUpdate update =
        new DashboardUpdate(
            operation, 1L, Cause.LIVE, activity, annotations(), true, recipients, null, 0L, false);
    append(recipients.get(0), codec.encode(update));
  }

  private static Annotations annotations() {
    return new Annotations(Reason.FOLLOWED_PUBLISHED);
  }

  public static int partition(long recipientId) {
    return Recipients.partition(recipientId);
  }

  public synchronized void append(long recipientId, byte[] value) {
    int partition = Recipients.partition(recipientId);
    List<ConsumerRecord<byte[], byte[]>> records = log.get(partition);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(Topics.DASHBOARD_UPDATES, partition, records.size(), null, value);
    records.add(record);
    if (following) {
      updates.read(record);
      updates.tick();
    }
  }

  @Override
  public synchronized @Nullable List<Update> replay(Position from, long end, long recipientId) {
    List<ConsumerRecord<byte[], byte[]>> records = log.get(from.partition());
    if (from.offset() < oldest || from.offset() > records.size()) {
      return null;
    }
    UpdateDecoder decoder = new UpdateDecoder();
    List<Update> kept = new ArrayList<>();
    for (int offset = (int) from.offset(); offset < end; offset++) {
      ConsumerRecord<byte[], byte[]> record = records.get(offset);
      decoder.decode(record).filter(update -> update.isFor(recipientId)).ifPresent(kept::add);
    }
    return kept;
  }
}
