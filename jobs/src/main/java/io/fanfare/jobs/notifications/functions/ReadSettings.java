package io.fanfare.jobs.notifications.functions;

import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.jobs.runtime.domain.Stamp;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.notifications.RecipientChange;
import io.fanfare.schemas.notifications.SettingChange;
import io.fanfare.schemas.notifications.SettingRows;
import io.fanfare.schemas.notifications.SettingsPosition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of `notification_settings` from `models`. Behind each record of the log, every
 * subtask learns how far the settings have been read.
 */
public final class ReadSettings implements ReadModels.Reading<RecipientChange> {

  private static final long serialVersionUID = 1L;

  public static final Set<Model> MODELS = Set.of(Model.NOTIFICATION_SETTINGS);

  private final int parallelism;
  private transient @Nullable List<Long> subtasks;

  /**
   * @param parallelism of the operator that is keyed by recipient
   */
  public ReadSettings(int parallelism) {
    this.parallelism = parallelism;
  }

  @Override
  public List<RecipientChange> of(ModelBroadcast change, Stamp stamp) {
    boolean exists = change.getAfter() != null;
    Object row = exists ? change.getAfter() : change.getBefore();
    if (!(row instanceof NotificationSettings settings)) {
      return List.of();
    }
    return SettingRows.setting(settings, stamp.version())
        .map(
            setting ->
                new RecipientChange(
                    settings.getUserId(),
                    stamp.version(),
                    new SettingChange(setting.getKey(), exists ? setting : null)))
        .stream()
        .toList();
  }

  @Override
  public List<RecipientChange> after(Stamp stamp) {
    if (subtasks == null) {
      subtasks = SubtaskKeys.of(parallelism, recipient -> recipient);
    }
    return subtasks.stream()
        .map(key -> new RecipientChange(key, stamp.version(), new SettingsPosition()))
        .toList();
  }
}
