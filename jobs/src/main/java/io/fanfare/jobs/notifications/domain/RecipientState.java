package io.fanfare.jobs.notifications.domain;

import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.ChannelLoad;
import io.fanfare.schemas.notifications.Choices;
import io.fanfare.schemas.notifications.RecipientChange;
import io.fanfare.schemas.notifications.Setting;
import io.fanfare.schemas.notifications.Waiting;
import io.fanfare.schemas.notifications.WaitingKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the job keeps of one recipient. Without settings and choices there is nothing. */
public interface RecipientState {

  /** At most one for each channel and kind. */
  List<Setting> settings();

  void setSettings(List<Setting> changed);

  Choices choices();

  void setChoices(Choices changed);

  @Nullable Waiting waiting(WaitingKey key);

  /** In no order. */
  Iterable<Map.Entry<WaitingKey, Waiting>> waiting();

  /**
   * @param changed null if it no longer waits
   */
  void setWaiting(WaitingKey key, @Nullable Waiting changed);

  ChannelLoad load(Channel channel);

  void setLoad(Channel channel, ChannelLoad changed);

  /** Changes that came before the settings of their version, in the order in which they came. */
  List<RecipientChange> early();

  void setEarly(List<RecipientChange> changed);

  /** Adds one, without reading the others. */
  void addEarly(RecipientChange change);
}
