package io.fanfare.jobs.notifications.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.jobs.runtime.ReadRecords;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.RecipientChange;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Reads what recipients choose, from the topics of choices and devices. */
public final class ReadChoices extends ReadRecords<Choice, RecipientChange> {

  private static final long serialVersionUID = 1L;

  /**
   * @param job name of the job, for its dead letters
   */
  public ReadChoices(String job) {
    super(job, Choice.class);
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<RecipientChange> out) {
    if (record.getTopic().equals(Topics.NOTIFICATION_CHOICES)) {
      super.processElement(record, context, out);
    }
  }

  @Override
  protected @Nullable String problem(Choice choice, LogRecord record) {
    return ModelKey.problem(ChoiceNames.key(choice).getBytes(UTF_8), record.getKey());
  }

  @Override
  protected void emit(Choice choice, LogRecord record, Collector<RecipientChange> out) {
    out.collect(new RecipientChange(choice.getUserId(), 0L, choice.getChoice()));
  }
}
