package io.fanfare.schemas.dashboard;

import java.util.Set;

/**
 * What a recipient does not get to see, whoever they follow.
 *
 * @param users those they block or mute, and those who block them
 * @param reposts whether their settings hide reposts
 */
public record Hidden(Set<Long> users, boolean reposts) {

  public static final Hidden NOTHING = new Hidden(Set.of(), false);

  public Hidden {
    users = Set.copyOf(users);
  }
}
