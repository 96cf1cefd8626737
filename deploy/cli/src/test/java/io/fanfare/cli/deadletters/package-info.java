@NullMarked
package io.fanfare.cli.deadletters;

import org.jspecify.annotations.NullMarked;
