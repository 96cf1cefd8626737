/** The topic `models`, read and appended to by commands. */
@NullMarked
package io.fanfare.cli.models;

import org.jspecify.annotations.NullMarked;
