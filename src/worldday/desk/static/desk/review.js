// The review page's extras. Without script everything here is a link or a button that the server answers.
import { connect } from "./review-marks.js";
import { editRows } from "./review-rows.js";
import { keepSaved } from "./review-save.js";
import { mend } from "./review-mend.js";
import { offerSelection } from "./review-select.js";
import { tabs } from "./review-tabs.js";
import { walkDoubts } from "./review-doubts.js";

const form = document.querySelector("[data-review]");
form.classList.add("scripted");
const show = tabs(form);
connect(form, show);
walkDoubts(form, show);
if (!form.querySelector(".sheet").disabled) {
  keepSaved(form);
  editRows(form);
  offerSelection(form);
  mend(form);
}
document.querySelector("#problem")?.focus();
