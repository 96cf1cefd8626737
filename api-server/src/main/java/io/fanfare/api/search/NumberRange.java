package io.fanfare.api.search;

import org.jspecify.annotations.Nullable;

/** Numbers from one to another, both included; null where there is no end. */
public record NumberRange(@Nullable Long from, @Nullable Long to) {

  public static final NumberRange ALL = new NumberRange(null, null);
}
