package io.fanfare.api.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schema `TakenEvents`: how many events were accepted, and what is wrong with the others. */
public record TakenEvents(int accepted, List<Problem> problems) {

  /**
   * An event that was not accepted.
   *
   * @param index its place among those that were sent, from 0
   * @param id its id; null if it is missing or not text
   * @param message one sentence
   * @param retry whether to send it again as it is
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Problem(int index, @Nullable String id, String message, boolean retry) {}
}
