package io.fanfare.ops.exporter;

import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.progress.Views;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A way to a view.
 *
 * @param lane {@link #ALL} for the whole view; one of dashboards has a lane
 */
record ViewPath(String view, String lane) {

  static final String ALL = "all";

  static ViewPath whole(String view) {
    return new ViewPath(view, ALL);
  }

  /** The lane that a part of the dashboards' markers took: its topic begins the part's name. */
  static Optional<ViewPath> ofPart(String view, String part) {
    if (!view.equals(Views.DASHBOARDS)) {
      return Optional.empty();
    }
    return Arrays.stream(Lane.values())
        .filter(lane -> part.startsWith(lane.topic() + "/"))
        .findFirst()
        .map(lane -> new ViewPath(view, lane.name().toLowerCase(Locale.ROOT)));
  }
}
