package io.fanfare.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of server-sent events that reads them by the standard. */
final class EventReader implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECONDS = 10;
  private static final Event END = new Event("", "end", "");

  private final InputStream in;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** An event; a comment has the name `comment`, and the end of the stream `end`. */
  record Event(String id, String name, String data) {
    JsonNode json() {
      try {
        return JSON.readTree(data);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + data, e);
      }
    }
  }

  EventReader(InputStream in) {
    this.in = in;
    Thread thread = new Thread(this::read, "event-reader");
    thread.setDaemon(true);
    thread.start();
  }

  /** The next event that is not a comment: comments only keep a stream alive. */
  Event next() throws InterruptedException {
    long deadline = deadline();
    Event event = nextOrComment(deadline);
    while (event.name().equals("comment")) {
      event = nextOrComment(deadline);
    }
    return event;
  }

  Event nextOrComment() throws InterruptedException {
    return nextOrComment(deadline());
  }

  private static long deadline() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
  }

  private Event nextOrComment(long deadline) throws InterruptedException {
    Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    if (event == null) {
      throw new AssertionError("no event within " + SECONDS + " s");
    }
    return event;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String id = "";
      String name = "message";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          events.add(new Event(id, "comment", line));
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && !data.isEmpty()) {
          events.add(new Event(id, name, data));
          name = "message";
          data = "";
        }
      }
    } catch (IOException e) {
      // This is the end as well.
    }
    events.add(END);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
