package io.fanfare.api.models;

/** The primary key of `follows`. */
public record FollowKey(long followerId, long followeeId) {}
