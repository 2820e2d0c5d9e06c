/** On a page that has moved: lead on with the section that a reader asked for. */
"use strict";

location.replace(document.querySelector("main a").href + location.hash);
