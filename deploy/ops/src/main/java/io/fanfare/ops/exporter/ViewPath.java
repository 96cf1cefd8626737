package io.fanfare.ops.exporter;

import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.progress.Views;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A way to a view.
 *
 * @param lane {@link #ALL} for the whole view; one of dashboards has a lane
 */
record ViewPath(String view, String lane) {

  static final String ALL = "all";

  /** What is measured of a view: of dashboards each lane, since only one of them is in a hurry. */
  static List<ViewPath> measured(String view) {
    return view.equals(Views.DASHBOARDS)
        ? Arrays.stream(Lane.values()).map(ViewPath::of).toList()
        : List.of(whole(view));
  }

  /** Whether it is among those of {@link #measured}. */
  boolean isMeasured() {
    return measured(view).contains(this);
  }

  private static ViewPath of(Lane lane) {
    return new ViewPath(Views.DASHBOARDS, lane.name().toLowerCase(Locale.ROOT));
  }

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
        .map(ViewPath::of);
  }
}
