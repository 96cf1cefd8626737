package io.fanfare.agents.message;

import io.fanfare.schemas.dashboard.ActivityKind;

/**
 * One activity that a message is about.
 *
 * @param actorName as the actor spelled it, in any script
 * @param objectId the track or playlist
 * @param title of the track or playlist, as its owner spelled it
 * @param url page of the track or playlist; https or http
 */
public record Item(
    ActivityKind kind, long actorId, String actorName, long objectId, String title, String url) {}
