package io.fanfare.agents.delivery;

import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Message;
import java.util.concurrent.CompletionStage;

/** Sends messages through one channel. */
public interface ChannelSender extends AutoCloseable {

  /**
   * Sends a message, once. The stage fails if an address cannot be read; GONE means that there is
   * none.
   *
   * @param address from the recipient's settings; empty if none is set
   */
  CompletionStage<Delivery> send(Message message, String address);

  /**
   * Messages that are sent at a time. A message is judged when it is among them, so no more than
   * leave within seconds.
   */
  int atOnce();

  @Override
  void close();
}
