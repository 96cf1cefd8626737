package io.fanfare.agents.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the head of an answer as soon as it is there. A short body is read and dropped, so that
 * the connection can be used again; a longer one ends the connection.
 */
final class HeadConsumer implements AsyncResponseConsumer<Void> {

  static final int LONGEST_BODY = 16 * 1024;

  private final Consumer<Answer> head;
  private @Nullable FutureCallback<Void> end;
  private int read;

  HeadConsumer(Consumer<Answer> head) {
    this.head = head;
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<Void> callback) {
    end = callback;
    Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    head.accept(new Answer(response.getCode(), retryAfter == null ? null : retryAfter.getValue()));
    if (entity == null) {
      complete();
    }
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {}

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    channel.update(Integer.MAX_VALUE);
  }

  @Override
  public void consume(ByteBuffer bytes) throws IOException {
    read += bytes.remaining();
    bytes.position(bytes.limit());
    if (read > LONGEST_BODY) {
      throw new IOException("The answer's body is longer than " + LONGEST_BODY + " bytes.");
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    complete();
  }

  @Override
  public void failed(Exception cause) {}

  @Override
  public void releaseResources() {}

  @SuppressWarnings("NullAway") // The result of this exchange is its head; its end has no value.
  private void complete() {
    FutureCallback<Void> callback = end;
    if (callback != null) {
      callback.completed(null);
    }
  }
}
