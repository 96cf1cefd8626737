package io.fanfare.agents.delivery;

import io.fanfare.api.dashboard.PageRows;
import io.fanfare.api.models.MysqlModels;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.models.NotificationSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Reads the rows from MySQL, without a cache: nothing may be staler than the page. */
public record SourceRows(MysqlModels models) implements Rows {

  @Override
  public CompletionStage<Map<Long, PageRows>> of(
      Map<Long, ? extends Collection<Activity>> activities) {
    return PageRows.load(models, activities);
  }

  @Override
  public CompletionStage<Map<Long, List<NotificationSettings>>> settings(Set<Long> recipientIds) {
    return models.notificationSettings(recipientIds);
  }
}
