/** The models for display, from MySQL, behind a cache that ModelBroadcast invalidates. */
@NullMarked
package io.fanfare.api.models;

import org.jspecify.annotations.NullMarked;
