package io.fanfare.agents.delivery;

import io.fanfare.api.dashboard.PageRows;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.models.NotificationSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The source rows that decide about messages, as they are now. */
public interface Rows {

  /** The rows that some activities of some recipients depend on. */
  CompletionStage<Map<Long, PageRows>> of(Map<Long, ? extends Collection<Activity>> activities);

  /** The settings of some recipients; one without any is left out. */
  CompletionStage<Map<Long, List<NotificationSettings>>> settings(Set<Long> recipientIds);
}
