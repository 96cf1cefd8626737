package io.fanfare.jobs.notifications.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.Pace;
import io.fanfare.connectors.cassandra.RecipientsWriter;
import io.fanfare.jobs.runtime.CassandraFunction;
import io.fanfare.jobs.runtime.DeadLetterCause;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.LogRecords;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.Device;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes choices and devices to Cassandra, where agents and the API read them. Emits a dead letter
 * for a record that is unreadable or that the store rejects. After any other failure the operator
 * retries without end.
 */
public final class PersistRecipients extends CassandraFunction<LogRecord, DeadLetter> {

  private static final long serialVersionUID = 1L;

  private static final Pattern DEVICE_KEY = Pattern.compile("(-?[0-9]{1,19})/([0-9a-zA-Z_-]+)");

  private final String job;

  private transient AvroCodec<Choice> choices;
  private transient AvroCodec<Device> devices;
  private transient Counter unreadable;
  private transient RecipientsWriter writer;

  /**
   * @param job name of the job, for its dead letters
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open first, which calls prepare.
  public PersistRecipients(String job, StoreConfig config) {
    super(config, 0);
    this.job = job;
  }

  @Override
  protected void prepare(CqlSession session, Duration syncLag, Pace pace) {
    choices = AvroCodec.of(Choice.class);
    devices = AvroCodec.of(Device.class);
    unreadable = metrics().deadLetters(DeadLetterCause.UNREADABLE);
    writer = new RecipientsWriter(session, syncLag, pace);
  }

  @Override
  public void asyncInvoke(LogRecord record, ResultFuture<DeadLetter> result) {
    Supplier<CompletionStage<Void>> write;
    try {
      write = write(record, Version.of(record.getOffset()));
    } catch (UndecodableException e) {
      unreadable.inc();
      result.complete(List.of(DeadLetters.of(job, e.reason(), record)));
      return;
    }
    writes()
        .write(
            record,
            write,
            written -> List.of(),
            rejection -> DeadLetters.of(job, rejection, record),
            result);
  }

  private Supplier<CompletionStage<Void>> write(LogRecord record, long version)
      throws UndecodableException {
    if (record.getTopic().equals(Topics.NOTIFICATION_CHOICES)) {
      Choice choice = choices.decode(LogRecords.value(record));
      requireKey(ChoiceNames.key(choice), record);
      return () -> writer.write(choice, version);
    }
    if (record.getValue() == null) {
      Matcher key = DEVICE_KEY.matcher(text(record.getKey()));
      if (!key.matches()) {
        throw new UndecodableException("The record has neither a value nor a device's key.", null);
      }
      long userId = number(key.group(1));
      return () -> writer.remove(userId, key.group(2), version);
    }
    Device device = devices.decode(LogRecords.value(record));
    requireKey(ChoiceNames.deviceKey(device.getUserId(), device.getId()), record);
    return () -> writer.write(device, version);
  }

  private static long number(String digits) throws UndecodableException {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new UndecodableException("The key's user has no id of 64 bits.", e);
    }
  }

  private static void requireKey(String own, LogRecord record) throws UndecodableException {
    String problem = ModelKey.problem(own.getBytes(UTF_8), record.getKey());
    if (problem != null) {
      throw new UndecodableException(problem, null);
    }
  }

  private static String text(@Nullable ByteBuffer bytes) {
    return bytes == null ? "" : UTF_8.decode(bytes.duplicate()).toString();
  }
}
