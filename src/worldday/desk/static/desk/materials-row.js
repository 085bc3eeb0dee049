// One file on its way: its name, how far it has come, what happens, and what one can do.
export class Row {
  constructor(list, file, words, verbs) {
    this.words = words;
    this.item = list.appendChild(document.createElement("li"));
    this.add("span", "mat-way__name").textContent = file.name;
    this.buttons = this.add("span", "mat-way__do");
    this.bar = this.add("progress", "");
    this.bar.max = 1;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.said = this.add("span", "mat-way__said");
    this.goOn = this.button(words.goOn, verbs.goOn);
    this.dont = this.button(words.stop, verbs.stop);
    this.goOn.hidden = true;
    this.say(words.waits);
  }

  add(tag, name) {
    const made = this.item.appendChild(document.createElement(tag));
    if (name) made.className = name;
    return made;
  }

  button(label, press) {
    const made = this.buttons.appendChild(document.createElement("button"));
    made.type = "button";
    made.className = "button button-small button-secondary";
    made.textContent = label;
    made.addEventListener("click", press);
    return made;
  }

  say(sentence) {
    if (this.said.textContent !== sentence) this.said.textContent = sentence;
  }

  begin() {
    this.goOn.hidden = true;
    this.item.classList.remove("mat-way--no");
  }

  progress(done, all) {
    this.bar.value = all ? done / all : 0;
    this.say(this.words.sends.replace("{done}", size(done)).replace("{all}", size(all)));
  }

  rest(sentence) {
    this.goOn.hidden = false;
    this.say(sentence);
  }

  refuse(sentence) {
    this.item.classList.add("mat-way--no");
    this.bar.remove();
    this.goOn.remove();
    this.dont.textContent = this.words.dismiss;
    this.say(sentence);
  }

  remove() {
    this.item.remove();
  }
}

function size(bytes) {
  return bytes >= 1048576 ? `${(bytes / 1048576).toFixed(1)} MB` : `${Math.ceil(bytes / 1024)} KB`;
}
