package io.fanfare.schemas.dashboard;

import java.util.Set;

/**
 * Users and activities that a recipient does not see, even from actors they follow.
 *
 * @param users the users whom the recipient blocks or mutes, and those who block the recipient
 * @param reposts whether the recipient's settings hide reposts
 */
public record Hidden(Set<Long> users, boolean reposts) {

  public static final Hidden NOTHING = new Hidden(Set.of(), false);

  public Hidden {
    users = Set.copyOf(users);
  }
}
