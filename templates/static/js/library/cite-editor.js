// «Cite an act or its article» in Wagtail's rich text.

(() => {
  const { React, DraftJS, draftail, ModalWorkflow, jQuery } = window;

  const step = (modal) => {
    modal.body[0].addEventListener("click", (event) => {
      const link = event.target.closest("[data-acts-step]");
      if (!link) return;
      event.preventDefault();
      modal.loadUrl(link.href);
    });
  };

  const onload = {
    acts(modal) {
      modal.ajaxifyForm(jQuery("[data-acts-search]", modal.body));
      modal.body.find("#acts-q").trigger("focus");
    },
    articles() {},
    chosen(modal, data) {
      modal.respond("chosen", data.result);
      modal.close();
    },
  };

  class ActSource extends React.Component {
    componentDidMount() {
      const { entityType, onClose } = this.props;
      this.ended = (event) => {
        event.preventDefault();
        onClose();
      };
      jQuery(document.body).on("hidden.bs.modal", this.ended);
      this.workflow = ModalWorkflow({
        url: entityType.chooserUrls.acts,
        onload,
        responses: { chosen: (chosen) => this.put(chosen) },
        onError: onClose,
      });
      step(this.workflow);
    }

    componentWillUnmount() {
      jQuery(document.body).off("hidden.bs.modal", this.ended);
    }

    put({ act, article, name, title }) {
      const { editorState, entityType, onComplete } = this.props;
      const selection = editorState.getSelection();
      const content = editorState.getCurrentContent().createEntity(entityType.type, "MUTABLE", { act, article, name });
      const key = content.getLastCreatedEntityKey();
      const words = selection.isCollapsed();
      const changed = words
        ? DraftJS.Modifier.replaceText(content, selection, title, null, key)
        : DraftJS.Modifier.applyEntity(content, selection, key);
      onComplete(DraftJS.EditorState.push(editorState, changed, words ? "insert-characters" : "apply-entity"));
    }

    render() {
      return null;
    }
  }

  const Cited = (props) => {
    const { name } = props.contentState.getEntity(props.entityKey).getData();
    const icon = React.createElement(window.wagtail.components.Icon, { name: name ? "clipboard-list" : "warning" });
    return React.createElement(draftail.TooltipEntity, { ...props, icon, label: name || "?", url: null });
  };

  draftail.registerPlugin({ type: "ACT", source: ActSource, decorator: Cited }, "entityTypes");
})();
